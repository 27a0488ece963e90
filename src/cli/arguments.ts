import { parseArgs } from 'node:util';
import { collectorChoices, type CollectorChoice } from '../core/model/snapshot.ts';

export interface InspectOptions {
  readonly format: 'text' | 'json';
  readonly collector: CollectorChoice;
}

export interface SocketsOptions extends InspectOptions {
  /** In the filter language of the Sockets view; empty for all. */
  readonly filter: string;
}

export type ParsedArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'inspect'; readonly options: InspectOptions }
  | { readonly kind: 'sockets'; readonly options: SocketsOptions };

const options = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  collector: { type: 'string' },
} as const;

/** Never throws: a wrong argument is a value that says what is wrong. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help === true) return { kind: 'help' };
    const [command, ...rest] = positionals;
    if (command === undefined) return { kind: 'wrong', message: 'Say what to do: inspect, sockets or lint.' };
    if (command !== 'inspect' && command !== 'sockets') {
      return { kind: 'wrong', message: `There is no command “${command}”.` };
    }
    if (command === 'inspect' && rest.length > 0)
      return { kind: 'wrong', message: `inspect takes no “${rest.join(' ')}”.` };
    const format = values.json === true ? 'json' : (values.format ?? 'text');
    if (format !== 'text' && format !== 'json') return wrongValue('format', format, ['text', 'json']);
    const collector = values.collector ?? 'auto';
    const choice = collectorChoices.find((known) => known === collector);
    if (choice === undefined) return wrongValue('collector', collector, collectorChoices);
    const common = { format, collector: choice } as const;
    return command === 'inspect'
      ? { kind: 'inspect', options: common }
      : { kind: 'sockets', options: { ...common, filter: rest.join(' ') } };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function wrongValue(name: string, value: string, known: readonly string[]): ParsedArguments {
  return { kind: 'wrong', message: `--${name} “${value}” is not one of ${known.join(', ')}.` };
}
