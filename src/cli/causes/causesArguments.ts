import type { CommandDescription } from '../../core/commandLine/description.ts';
import { localHost } from '../../core/model/hostId.ts';
import {
  formatOf,
  helpOption,
  jsonOption,
  placeOf,
  placeOptions,
  type PlaceOptions,
} from '../commonOptions.ts';
import { type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface CausesOptions extends PlaceOptions {
  readonly folder: string;
  readonly format: (typeof formats)[number];
  /** Whether sockets are read, too. */
  readonly isLive: boolean;
  /** Whether names may be looked up in DNS. */
  readonly dns: boolean;
}

const formats = ['text', 'json', 'sarif'] as const;

export const causesDescription = {
  name: 'causes',
  summary: 'finds the lines of configuration and code that use up ports',
  operands: '[DIRECTORY]',
  operandCompletes: 'directory',
  about: [
    'Finds lines of configuration and source code under a directory (default: the current one) that use up connections and ports, and ties them to the sockets of this machine or a remote host: with evidence a line is a warning, otherwise a hint.',
  ],
  options: {
    ...placeOptions,
    dns: { type: 'boolean', text: 'resolve destination names in DNS too, not only in /etc/hosts' },
    'no-live': { type: 'boolean', text: 'analyze the source only' },
    format: { type: 'string', values: formats, text: 'output format (default: text)' },
    ...jsonOption,
    ...helpOption,
  },
  exitStatuses: [
    [0, 'at most hints'],
    [1, 'a warning'],
    [3, 'the directory, the sockets or a grammar could not be read'],
  ],
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseCausesArguments(args: readonly string[]): ParsedArguments<CausesOptions> {
  return parseCommand(
    args,
    causesDescription,
    (values, positionals) => {
      if (positionals.length > 1)
        throw new Error(`causes accepts a single folder, not “${positionals.join(' ')}”.`);
      const format = formatOf(values, formats);
      const place = placeOf(values);
      const isLive = values['no-live'] !== true;
      if (!isLive && place.place !== localHost)
        throw new Error('--no-live does not read sockets, so it cannot be combined with a place.');
      return { ...place, folder: positionals[0] ?? '.', format, isLive, dns: values.dns === true };
    },
    true,
  );
}
