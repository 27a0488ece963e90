import type { CommandDescription } from '../../core/commandLine/description.ts';
import { collectorChoices, type CollectorChoice } from '../../core/model/snapshot.ts';
import {
  collectorOption,
  formatOf,
  helpOption,
  jsonOption,
  judgementStatuses,
  placeOf,
  placeOptions,
  type PlaceOptions,
} from '../commonOptions.ts';
import { oneOf, type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface InspectOptions extends PlaceOptions {
  readonly format: (typeof formats)[number];
  readonly collector: CollectorChoice;
  /** Where the snapshot is saved. */
  readonly save?: string;
  /** How long the counters are watched, in milliseconds; 0: they are read once. */
  readonly intervalMs: number;
  /** A folder with the source of what runs there: findings name the lines that cause them. */
  readonly source?: string;
}

const formats = ['text', 'json'] as const;

/** A longer watch is not what somebody with an outage waits for. */
const longestInterval = 60;

export const inspectDescription = {
  name: 'inspect',
  summary: 'explains the TIME_WAIT sockets of a host',
  about: [
    'Explains the TIME_WAIT sockets of this machine, another host or a snapshot: which destination runs out of ports, which side closes first, and how kernel parameters affect it.',
  ],
  options: {
    ...placeOptions,
    save: {
      type: 'string',
      value: 'FILE',
      completes: 'file',
      text: 'save the data that was read, to open it on any machine',
    },
    source: {
      type: 'string',
      value: 'DIRECTORY',
      completes: 'directory',
      text: 'the source of what runs there: findings name the lines that cause them',
    },
    interval: {
      type: 'string',
      value: 'SECONDS',
      text: 'how long to watch the counters, from 0 to 60 (default: 1)',
    },
    ...collectorOption,
    format: { type: 'string', values: formats, text: 'output format (default: text)' },
    ...jsonOption,
    ...helpOption,
  },
  exitStatuses: judgementStatuses('the sockets could not be read'),
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseInspectArguments(args: readonly string[]): ParsedArguments<InspectOptions> {
  return parseCommand(
    args,
    inspectDescription,
    (values, positionals) => {
      if (positionals.length > 0) throw new Error(`inspect does not take “${positionals.join(' ')}”.`);
      const format = formatOf(values, formats);
      const collector = oneOf('collector', values.collector, collectorChoices, 'auto');
      const seconds = values.interval === undefined ? 1 : Number(values.interval);
      if (!(seconds >= 0 && seconds <= longestInterval) || values.interval === '')
        throw new Error(
          `--interval “${values.interval ?? ''}” is not a number of seconds from 0 to ${String(longestInterval)}.`,
        );
      return {
        ...placeOf(values),
        format,
        collector,
        intervalMs: seconds * 1000,
        ...(values.save !== undefined && { save: values.save }),
        ...(values.source !== undefined && { source: values.source }),
      };
    },
    true,
  );
}
