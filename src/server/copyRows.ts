import { nameOf } from '../core/model/hostId.ts';
import type { SocketOwners } from '../core/model/processes.ts';
import { shellLine, shellWord } from '../core/model/shellWord.ts';
import type { SocketTable } from '../core/model/socketTable.ts';
import type { CopyRowsParams, CopyRowsResult } from '../core/protocol/rows.ts';
import { parseSocketFilter } from '../core/query/socketFilter.ts';
import { rowLines, rowsJson } from '../core/tree/rows/rowTexts.ts';
import { ssCommands } from '../core/tree/rows/ssCommands.ts';
import type { SocketTree } from '../core/tree/socketTree.ts';
import type { SsCommand } from '../core/tree/ss/ssCommand.ts';
import { rootCommand } from '../host/rootCommand.ts';

/** The text of tree rows. `host`: where a command will be run. */
export function copyRows(
  { rows, format, filter }: CopyRowsParams,
  host: string,
  tree: SocketTree,
  table: SocketTable,
  owners: SocketOwners,
): CopyRowsResult {
  switch (format) {
    case 'line':
      return { kind: 'text', text: rowLines(tree, table, rows, owners), notes: [] };
    case 'json':
      return { kind: 'text', text: rowsJson(tree, table, rows, owners), notes: [] };
    case 'command': {
      const { commands, notes } = ssCommands(tree, table, rows, parseSocketFilter(filter ?? '').filter);
      const text = commands.map((command) => commandLine(host, command)).join('\n');
      return { kind: 'text', text, notes };
    }
  }
}

/** For a terminal on the host; for another network namespace of this machine, for a terminal on the machine. */
function commandLine(host: string, { words, lineTexts }: SsCommand): string {
  const inNamespace = nameOf(host, 'netns') !== undefined ? rootCommand(host, words) : undefined;
  const greps = lineTexts.map((text) => `grep -F ${shellWord(text)}`);
  return [inNamespace ?? shellLine(words), ...greps].join(' | ');
}
