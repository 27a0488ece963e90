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

Listens to the kernel for TCP connections that end, and tells for each destination and each listening socket how many
there were, how they ended, who closed first, and what failed: refused, timed out, or for want of a local port.
Root is not needed; without it the processes of other users have no name.

  --seconds N                   ends after N seconds; without it Ctrl+C ends it and prints what was seen
  --host USER@HOST:PORT         another host, through your own ssh and its ss
  --netns NAME|PID              a network namespace of this machine, by its name of ip netns or a process in it
  --ssh-config FILE             what ssh reads instead of ~/.ssh/config
  --format text|json|ndjson     how to print (text); ndjson prints a line each second, each about the time so far
  --json                        short for --format json
  -h, --help                    this text

Exit status: 0 at most information, 1 a warning, 2 an error was found, 3 could not listen.
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

/** Never throws: a wrong argument is a value that says what is wrong. */
export function parseWatchArguments(args: readonly string[]): ParsedWatchArguments {
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help === true) return { kind: 'help' };
    const wanted = values.json === true ? 'json' : (values.format ?? 'text');
    const format = formats.find((known) => known === wanted);
    if (format === undefined) return wrong(`--format “${wanted}” is not one of ${formats.join(', ')}.`);
    if (values.host !== undefined && values.netns !== undefined)
      return wrong('Choose one of --host and --netns.');
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
