import type { CommandDescription } from '../../core/commandLine/description.ts';
import { helpOption, placeOf, placeOptions, type PlaceOptions } from '../commonOptions.ts';
import { type ParsedArguments, parseCommand } from '../parsedArguments.ts';

export interface McpOptions extends PlaceOptions {
  /** The folders in which tools may read source and snapshots. */
  readonly folders: readonly string[];
}

export const mcpDescription = {
  name: 'mcp',
  summary: 'serves agents over the Model Context Protocol',
  about: [
    'A server of the Model Context Protocol over standard input and output, which a client starts. Its tools only read: they inspect this machine, list sockets, watch connections, check files that set kernel parameters, explain parameters, find the lines that use up connections, and compare snapshots. The guide is there as resources.',
    'The tools reach the place that the options name and no other, and read only files in the folders that --folder names.',
  ],
  options: {
    ...placeOptions,
    folder: {
      type: 'string',
      multiple: true,
      value: 'DIRECTORY',
      completes: 'directory',
      text: 'where tools may read source and snapshots; can be repeated (default: the working directory)',
    },
    ...helpOption,
  },
  exitStatuses: [
    [0, 'the client or a signal has ended it'],
    [3, 'the arguments are wrong, or a folder cannot be read'],
  ],
} as const satisfies CommandDescription;

/** Never throws: an invalid argument is returned as a value that says what is wrong. */
export function parseMcpArguments(args: readonly string[]): ParsedArguments<McpOptions> {
  return parseCommand(args, mcpDescription, (values) => {
    return { ...placeOf(values), folders: values.folder ?? ['.'] };
  });
}
