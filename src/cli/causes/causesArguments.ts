import { parseArgs } from 'node:util';

export interface CausesOptions {
  readonly folder: string;
  readonly format: 'text' | 'json' | 'sarif';
}

export type ParsedCausesArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'causes'; readonly options: CausesOptions };

export const causesUsage = `Usage: socket-diagnostics causes [DIR] --no-live [options]

Finds the lines of configuration and source code below DIR (here) that use up connections and ports. Nothing but
their pattern speaks for them: each is a hint.

  --no-live                     looks at the source only
  --format text|json|sarif      how to print (text); --json is short for --format json
  -h, --help           show this help

Exit status: 0 the folder was looked at, 3 it could not be read.
`;

const options = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  'no-live': { type: 'boolean' },
} as const;

const formats = ['text', 'json', 'sarif'] as const;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseCausesArguments(args: readonly string[]): ParsedCausesArguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help === true) return { kind: 'help' };
    if (positionals.length > 1) return wrong(`causes takes one folder, not “${positionals.join(' ')}”.`);
    const wanted = values.json === true ? 'json' : (values.format ?? 'text');
    const format = formats.find((one) => one === wanted);
    if (format === undefined) return wrong(`--format “${wanted}” is not one of ${formats.join(', ')}.`);
    return { kind: 'causes', options: { folder: positionals[0] ?? '.', format } };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(message: string): ParsedCausesArguments {
  return { kind: 'wrong', message };
}
