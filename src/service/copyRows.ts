import { shellLine, shellWord } from '../core/model/shellWord.ts';
import type { CopyRowsParams, CopyRowsResult } from '../core/protocol/rows.ts';
import { transportOf } from '../core/model/socketTable.ts';
import { namedTransports } from '../core/query/namedTransports.ts';
import { parseSocketFilter } from '../core/query/socketFilter.ts';
import { rowLines, rowsJson, type ChosenRows } from '../core/tree/rows/rowTexts.ts';
import { ssCommands } from '../core/tree/rows/ssCommands.ts';
import type { SsCommand } from '../core/tree/ss/ssCommand.ts';

/** A command line that runs a command in another network namespace; undefined for any other host. */
export type CommandIn = (host: string, words: readonly string[]) => string | undefined;

/** The text of tree rows. `host`: where a command will be run. */
export function copyRows(
  { format, filter }: CopyRowsParams,
  host: string,
  chosen: readonly ChosenRows[],
  commandIn: CommandIn,
): CopyRowsResult {
  switch (format) {
    case 'line':
      return { kind: 'text', text: rowLines(chosen), notes: [] };
    case 'json':
      return { kind: 'text', text: rowsJson(chosen), notes: [] };
    case 'command': {
      const parsed = parseSocketFilter(filter ?? '').filter;
      const named = namedTransports(parsed);
      const asked = chosen.filter(({ table }) => named.length === 0 || named.includes(transportOf(table)));
      const lists = asked.map((rows) => ssCommands(rows, parsed));
      const commands = lists.flatMap((list) => list.commands);
      const text = commands.map((command) => commandLine(commandIn(host, command.words), command)).join('\n');
      return { kind: 'text', text, notes: [...new Set(lists.flatMap(({ notes }) => notes))] };
    }
  }
}

/** For a terminal on the host; for another network namespace of this machine, for a terminal on the machine. */
function commandLine(inNamespace: string | undefined, { words, lineTexts }: SsCommand): string {
  const greps = lineTexts.map((text) => `grep -F ${shellWord(text)}`);
  return [inNamespace ?? shellLine(words), ...greps].join(' | ');
}
