import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { CommandDescription } from '../core/commandLine/description.ts';
import { commandHelp } from '../core/commandLine/helpText.ts';
import { plainLine } from '../core/model/plainText.ts';
import { programName } from './programName.ts';

/** What the arguments of a command ask for. */
export type ParsedArguments<Options> =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'run'; readonly options: Options };

type Parsed<Description extends CommandDescription> = ReturnType<
  typeof parseArgs<{ options: Description['options']; allowPositionals: true }>
>;

/**
 * The options of a command as `read` takes them from its arguments; what `read` or Node's parser throw is returned as a value
 * that says what is wrong. Words without an option are refused by Node's parser unless `allowPositionals` is set.
 */
export function parseCommand<Description extends CommandDescription, Options>(
  args: readonly string[],
  description: Description,
  read: (values: Parsed<Description>['values'], positionals: readonly string[]) => Options,
  allowPositionals = false,
): ParsedArguments<Options> {
  try {
    const { options } = description;
    // The type of the values depends on the description, which only the caller knows.
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals,
    }) as Parsed<Description>;
    if ('help' in values) return { kind: 'help' };
    return { kind: 'run', options: read(values, positionals) };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

/** The value of an option that has a few values. Throws if it has another. */
export function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  known: readonly T[],
  fallback: T,
): T {
  const found = value === undefined ? fallback : known.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`--${name} “${String(value)}” is not one of ${known.join(', ')}.`);
  return found;
}

/** Runs the command if its arguments are right; otherwise prints its help. Returns the exit status. */
export async function runParsed<Options>(
  parsed: ParsedArguments<Options>,
  description: CommandDescription,
  io: { readonly stdout: Writable; readonly stderr: Writable },
  run: (options: Options) => Promise<number>,
): Promise<number> {
  switch (parsed.kind) {
    case 'help':
      io.stdout.write(commandHelp(programName, description));
      return 0;
    case 'wrong':
      io.stderr.write(`${plainLine(parsed.message)}\n\n${commandHelp(programName, description)}`);
      return 3;
    case 'run':
      return run(parsed.options);
  }
}
