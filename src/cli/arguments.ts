import { parseArgs } from 'node:util';
import { hostId, localHost } from '../core/model/hostId.ts';
import { collectorChoices, type CollectorChoice } from '../core/model/snapshot.ts';

export interface PlaceOptions {
  /** Its id, as in core/model/hostId.ts. */
  readonly place: string;
  /** Read by ssh instead of `~/.ssh/config`. */
  readonly sshConfig?: string;
}

export interface InspectOptions extends PlaceOptions {
  readonly format: 'text' | 'json';
  readonly collector: CollectorChoice;
  /** Where the snapshot is saved. */
  readonly save?: string;
  /** How long the counters are watched, in milliseconds; 0: they are read once. */
  readonly intervalMs: number;
}

export interface SocketsOptions extends PlaceOptions {
  readonly format: 'text' | 'json' | 'csv';
  readonly collector: CollectorChoice;
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
  host: { type: 'string' },
  netns: { type: 'string' },
  open: { type: 'string' },
  save: { type: 'string' },
  'ssh-config': { type: 'string' },
  interval: { type: 'string' },
} as const;

/** A longer watch is not what somebody with an outage waits for. */
const longestInterval = 60;

const formats = {
  inspect: ['text', 'json'],
  sockets: ['text', 'json', 'csv'],
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help === true) return { kind: 'help' };
    const [command, ...rest] = positionals;
    if (command === undefined) return wrong('Specify a command: inspect, sockets, watch, lint or causes.');
    if (command !== 'inspect' && command !== 'sockets') return wrong(`Unknown command “${command}”.`);
    if (command === 'inspect' && rest.length > 0) return wrong(`inspect does not take “${rest.join(' ')}”.`);
    const format = values.json === true ? 'json' : (values.format ?? 'text');
    const known = formats[command].find((one) => one === format);
    if (known === undefined) return wrongValue('format', format, formats[command]);
    const collector = values.collector ?? 'auto';
    const choice = collectorChoices.find((known) => known === collector);
    if (choice === undefined) return wrongValue('collector', collector, collectorChoices);
    const places = placesOf(values);
    if (places.length > 1) return wrong('Use only one of --host, --netns and --open.');
    if (command === 'sockets' && values.save !== undefined)
      return wrong('--save can only be used with inspect.');
    const seconds = values.interval === undefined ? 1 : Number(values.interval);
    if (command === 'sockets' && values.interval !== undefined)
      return wrong('--interval belongs to inspect.');
    if (!(seconds >= 0 && seconds <= longestInterval) || values.interval === '')
      return wrong(
        `--interval “${values.interval ?? ''}” is not a number of seconds from 0 to ${String(longestInterval)}.`,
      );
    const sshConfig = values['ssh-config'];
    const common = {
      collector: choice,
      place: places[0] ?? localHost,
      ...(sshConfig !== undefined && { sshConfig }),
    } as const;
    // Only sockets have `csv`, which the compiler cannot see.
    if (command === 'sockets' || known === 'csv')
      return { kind: 'sockets', options: { ...common, format: known, filter: rest.join(' ') } };
    const save = values.save === undefined ? {} : { save: values.save };
    return { kind: 'inspect', options: { ...common, format: known, intervalMs: seconds * 1000, ...save } };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function placesOf({ host, netns, open }: Values): readonly string[] {
  return [
    ...(host === undefined ? [] : [hostId('ssh', host)]),
    ...(netns === undefined ? [] : [hostId('netns', netns)]),
    ...(open === undefined ? [] : [hostId('file', open)]),
  ];
}

function wrong(message: string): ParsedArguments {
  return { kind: 'wrong', message };
}

function wrongValue(name: string, value: string, known: readonly string[]): ParsedArguments {
  return wrong(`--${name} “${value}” is not one of ${known.join(', ')}.`);
}
