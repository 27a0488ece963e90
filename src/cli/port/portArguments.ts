import type { CommandDescription } from '../../core/commandLine/description.ts';
import { collectorChoices, type CollectorChoice } from '../../core/model/snapshot.ts';
import {
  collectorOption,
  formatOf,
  helpOption,
  hostOptions,
  jsonOption,
  placeOf,
  type PlaceOptions,
} from '../commonOptions.ts';
import { oneOf, type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface PortOptions extends PlaceOptions {
  readonly format: (typeof formats)[number];
  readonly collector: CollectorChoice;
  readonly port: number;
}

const formats = ['text', 'json'] as const;

export const portDescription = {
  name: 'port',
  summary: 'shows who holds a local port, and what that means for bind() and connect()',
  operands: 'NUMBER',
  about: [
    'Shows who uses a local port: a listening socket, an outgoing connection, a socket that is only bound, TIME_WAIT, UDP, or another network namespace; whether the kernel can choose it for an outgoing connection; and what that means for bind() and connect().',
  ],
  options: {
    ...hostOptions,
    ...collectorOption,
    format: { type: 'string', values: formats, text: 'output format (default: text)' },
    ...jsonOption,
    ...helpOption,
  },
  exitStatuses: [
    [0, 'bind() works'],
    [1, 'it depends on SO_REUSEADDR, or on privileges'],
    [2, 'the port is held'],
    [3, 'not known, because sockets could not be read, or the arguments are wrong'],
  ],
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parsePortArguments(args: readonly string[]): ParsedArguments<PortOptions> {
  return parseCommand(
    args,
    portDescription,
    (values, positionals) => {
      return {
        ...placeOf(values),
        format: formatOf(values, formats),
        collector: oneOf('collector', values.collector, collectorChoices, 'auto'),
        port: portOf(positionals),
      };
    },
    true,
  );
}

function portOf(words: readonly string[]): number {
  const [word = '', ...more] = words;
  const port = Number(word);
  if (!/^\d{1,5}$/.test(word) || port < 1 || port > 65_535 || more.length > 0)
    throw new Error(`port takes one number from 1 to 65535, not “${words.join(' ')}”.`);
  return port;
}
