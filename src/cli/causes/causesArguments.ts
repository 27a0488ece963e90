import { parseArgs } from 'node:util';
import { hostId, localHost } from '../../core/model/hostId.ts';

export interface CausesOptions {
  readonly folder: string;
  readonly format: 'text' | 'json' | 'sarif';
  /** Whether sockets are read, too. */
  readonly isLive: boolean;
  /** Its id, as core/model/hostId.ts has it. */
  readonly place: string;
  readonly sshConfig?: string;
  /** Whether names may be looked up in DNS. */
  readonly dns: boolean;
}

export type ParsedCausesArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'causes'; readonly options: CausesOptions };

export const causesUsage = `Usage: socket-diagnostics causes [DIR] [--host USER@HOST:PORT | --netns NAME|PID] [options]

Finds lines of configuration and source code under DIR (default: the current folder) that use up connections and
ports, and ties them to the sockets of this machine or a remote host: with evidence a line is a warning, otherwise a hint.

  --host USER@HOST:PORT         read the sockets of a remote host over your own ssh; the source is local
  --netns NAME|PID              read the sockets of a network namespace of this machine
  --open FILE                   read the sockets from a snapshot saved with inspect --save
  --dns                         resolve destination names in DNS too, not only in /etc/hosts
  --no-live                     analyze the source only
  --ssh-config FILE             an ssh configuration file to use instead of ~/.ssh/config
  --format text|json|sarif      output format (default: text); --json is short for --format json
  -h, --help           show this help

Exit status: 0 at most hints, 1 a warning, 3 the folder or the sockets could not be read.
`;

const options = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  host: { type: 'string' },
  netns: { type: 'string' },
  open: { type: 'string' },
  dns: { type: 'boolean' },
  'no-live': { type: 'boolean' },
  'ssh-config': { type: 'string' },
} as const;

const formats = ['text', 'json', 'sarif'] as const;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseCausesArguments(args: readonly string[]): ParsedCausesArguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help === true) return { kind: 'help' };
    if (positionals.length > 1)
      return wrong(`causes accepts a single folder, not “${positionals.join(' ')}”.`);
    const wanted = values.json === true ? 'json' : (values.format ?? 'text');
    const format = formats.find((one) => one === wanted);
    if (format === undefined) return wrong(`--format “${wanted}” is not one of ${formats.join(', ')}.`);
    const places = [
      ...(values.host === undefined ? [] : [hostId('ssh', values.host)]),
      ...(values.netns === undefined ? [] : [hostId('netns', values.netns)]),
      ...(values.open === undefined ? [] : [hostId('file', values.open)]),
    ];
    if (places.length > 1) return wrong('Use only one of --host, --netns and --open.');
    const isLive = values['no-live'] !== true;
    if (!isLive && places.length > 0)
      return wrong('--no-live does not read sockets, so it cannot be combined with a place.');
    const sshConfig = values['ssh-config'];
    return {
      kind: 'causes',
      options: {
        folder: positionals[0] ?? '.',
        format,
        isLive,
        place: places[0] ?? localHost,
        dns: values.dns === true,
        ...(sshConfig !== undefined && { sshConfig }),
      },
    };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(message: string): ParsedCausesArguments {
  return { kind: 'wrong', message };
}
