import { mostExactSeconds } from '../../core/inspect/watchConnections.ts';
import type { CommandDescription } from '../../core/commandLine/description.ts';
import {
  formatOf,
  helpOption,
  hostOptions,
  jsonOption,
  judgementStatuses,
  placeOf,
  type PlaceOptions,
} from '../commonOptions.ts';
import { type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface WatchOptions extends PlaceOptions {
  readonly format: (typeof formats)[number];
  /** Until it is stopped if it is absent. */
  readonly seconds?: number;
  /** Reads the kernel's trace, too. */
  readonly exact: boolean;
}

const formats = ['text', 'json', 'ndjson'] as const;
/** A day: whoever wants more does without. */
const mostSeconds = 86_400;

export const watchDescription = {
  name: 'watch',
  summary: 'shows how connections end and which side closes first',
  about: [
    'Watches TCP connections end and shows, for each destination and listening socket, how many there were, how they ended, which side closed first, and what failed: refused, timed out, or no local port left.',
    'Root is not needed; without it the processes of other users have no name.',
  ],
  options: {
    seconds: {
      type: 'string',
      value: 'N',
      text: 'stop after N seconds; otherwise Ctrl+C stops and prints the result',
    },
    exact: {
      type: 'boolean',
      text: 'also name who connected, who closed first and whose connect() found no local port, from the kernel’s trace (tracefs): root only, on this machine, for at most 60 seconds',
    },
    ...hostOptions,
    format: {
      type: 'string',
      values: formats,
      text: 'output format (default: text); ndjson prints a cumulative line every second',
    },
    ...jsonOption,
    ...helpOption,
  },
  exitStatuses: judgementStatuses('could not watch'),
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseWatchArguments(args: readonly string[]): ParsedArguments<WatchOptions> {
  return parseCommand(args, watchDescription, (values) => {
    const format = formatOf(values, formats);
    const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
    if (seconds !== undefined && !(seconds > 0 && seconds <= mostSeconds))
      throw new Error(
        `--seconds “${values.seconds ?? ''}” is not a number from 1 to ${String(mostSeconds)}.`,
      );
    const exact = values.exact === true;
    if (exact && seconds !== undefined && seconds > mostExactSeconds)
      throw new Error(`--exact watches for at most ${String(mostExactSeconds)} seconds.`);
    return { ...placeOf(values), format, exact, ...(seconds !== undefined && { seconds }) };
  });
}
