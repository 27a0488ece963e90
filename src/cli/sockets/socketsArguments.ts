import type { CommandDescription } from '../../core/commandLine/description.ts';
import { collectorChoices, type CollectorChoice } from '../../core/model/snapshot.ts';
import {
  collectorOption,
  formatOf,
  helpOption,
  jsonOption,
  placeOf,
  placeOptions,
  type PlaceOptions,
} from '../commonOptions.ts';
import { oneOf, type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface SocketsOptions extends PlaceOptions {
  readonly format: (typeof formats)[number];
  readonly collector: CollectorChoice;
  /** In the filter language of the Sockets view; empty for all. */
  readonly filter: string;
}

const formats = ['text', 'json', 'csv'] as const;

export const socketsDescription = {
  name: 'sockets',
  summary: 'lists the sockets that match a filter',
  operands: 'FILTER…',
  about: [
    'Lists the TCP sockets that match a filter, in the language of the Sockets view, for example: state:time-wait peer:10.0.0.0/8 lport:8080 process:nginx age:<10. Without a filter, lists all of them. With proto:udp, lists UDP sockets instead; with both proto:tcp and proto:udp, lists all sockets.',
    'If a filter begins with a minus, write -- before it.',
  ],
  options: {
    ...placeOptions,
    ...collectorOption,
    format: { type: 'string', values: formats, text: 'output format (default: text)' },
    ...jsonOption,
    ...helpOption,
  },
  exitStatuses: [
    [0, 'the sockets were listed'],
    [3, 'the sockets could not be read'],
  ],
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseSocketsArguments(args: readonly string[]): ParsedArguments<SocketsOptions> {
  return parseCommand(
    args,
    socketsDescription,
    (values, positionals) => {
      return {
        ...placeOf(values),
        format: formatOf(values, formats),
        collector: oneOf('collector', values.collector, collectorChoices, 'auto'),
        filter: positionals.join(' '),
      };
    },
    true,
  );
}
