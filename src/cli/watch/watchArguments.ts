import { parseArgs } from 'node:util';
import { hostId, localHost } from '../../core/model/hostId.ts';
import type { PlaceOptions } from '../arguments.ts';

export interface WatchOptions extends PlaceOptions {
  readonly format: 'text' | 'json' | 'ndjson';
  /** Until it is stopped where it is absent. */
  readonly seconds?: number;
}

export type ParsedWatchArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'watch'; readonly options: WatchOptions };

export const watchUsage = `Usage: socket-diagnostics watch [--seconds N] [--host HOST | --netns NAME|PID] [--format text|json|ndjson]

Watches TCP connections end and shows, for each destination and listening socket, how many there were, how they ended,
which side closed first, and what failed: refused, timed out, or no local port left.
Root is not needed; without it the processes of other users have no name.

  --seconds N                   stop after N seconds; otherwise Ctrl+C stops and prints the result
  --host USER@HOST:PORT         a remote host, over your own ssh and its ss
  --netns NAME|PID              a network namespace of this machine, by its ip netns name or a process id
  --ssh-config FILE             an ssh configuration file to use instead of ~/.ssh/config
  --format text|json|ndjson     output format (default: text); ndjson prints a cumulative line every second
  --json                        short for --format json
  -h, --help           show this help

Exit status: 0 at most information, 1 a warning, 2 an error, 3 could not watch.
`;

const options = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  seconds: { type: 'string' },
  host: { type: 'string' },
  netns: { type: 'string' },
  'ssh-config': { type: 'string' },
} as const;

const formats = ['text', 'json', 'ndjson'] as const;
/** A day: whoever wants more does without. */
const mostSeconds = 86_400;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseWatchArguments(args: readonly string[]): ParsedWatchArguments {
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help === true) return { kind: 'help' };
    const wanted = values.json === true ? 'json' : (values.format ?? 'text');
    const format = formats.find((known) => known === wanted);
    if (format === undefined) return wrong(`--format “${wanted}” is not one of ${formats.join(', ')}.`);
    if (values.host !== undefined && values.netns !== undefined)
      return wrong('Use only one of --host and --netns.');
    const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
    if (seconds !== undefined && !(seconds > 0 && seconds <= mostSeconds))
      return wrong(`--seconds “${values.seconds ?? ''}” is not a number from 1 to ${String(mostSeconds)}.`);
    const { host, netns, 'ssh-config': sshConfig } = values;
    const place =
      host !== undefined ? hostId('ssh', host) : netns !== undefined ? hostId('netns', netns) : localHost;
    return {
      kind: 'watch',
      options: {
        place,
        format,
        ...(seconds !== undefined && { seconds }),
        ...(sshConfig !== undefined && { sshConfig }),
      },
    };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(message: string): ParsedWatchArguments {
  return { kind: 'wrong', message };
}
