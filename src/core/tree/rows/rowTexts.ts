import { visibleJson } from '../../model/plainText.ts';
import type { SocketOwners } from '../../model/processes.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import { tcpStateName, tcpStates, type TcpStateName } from '../../model/tcpState.ts';
import type { SocketTree } from '../socketTree.ts';
import { findSocket } from '../treeIds.ts';
import { groupJson, type GroupJson } from './groupJson.ts';
import { listedSocket, type ListedSocket } from './listedSocket.ts';
import { socketLine, tabbedLine } from './socketLine.ts';

/** The table rows among these tree rows, whose owners the texts need. */
export function socketsAmong(table: SocketTable, ids: readonly string[]): readonly number[] {
  return ids.flatMap((id) => findSocket(table, id) ?? []);
}

/** Rows of one tree, with what their texts need. The id of the whole tree is empty. */
export interface ChosenRows {
  readonly tree: SocketTree;
  readonly table: SocketTable;
  readonly ids: readonly string[];
  readonly owners: SocketOwners;
}

/** One line per row: a socket as in `ss`, a group with its figures. */
export function rowLines(chosen: readonly ChosenRows[]): string {
  return chosen
    .flatMap(({ tree, table, ids, owners }) =>
      expanded(tree, ids).flatMap((id) => {
        const group = tree.group(id);
        if (group !== undefined) return [tabbedLine([group.label, group.description])];
        return socketsAmong(table, [id]).map((row) => socketLine(listedSocket(table, row, owners)));
      }),
    )
    .join('\n');
}

/** A single row as an object, several as an array. */
export function rowsJson(chosen: readonly ChosenRows[]): string {
  const rows = chosen.flatMap(({ tree, table, ids, owners }) =>
    expanded(tree, ids).flatMap((id): readonly (GroupJson | ListedSocket)[] => {
      const group = tree.group(id);
      if (group !== undefined) return [groupJson(group, countStates(table, tree.rows([id])))];
      return socketsAmong(table, [id]).map((row) => listedSocket(table, row, owners));
    }),
  );
  return visibleJson(rows.length === 1 ? rows[0] : rows);
}

/** The whole tree is told by its groups. */
function expanded(tree: SocketTree, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => {
    if (id !== '') return [id];
    const top = tree.select('', 0, Infinity);
    return top?.kind === 'groups' ? top.rows.map((row) => row.id) : [];
  });
}

function countStates(table: SocketTable, rows: Uint32Array): readonly (readonly [TcpStateName, number])[] {
  const counts = new Uint32Array(16);
  for (const row of rows) counts[table.state[row] ?? 0]!++;
  return tcpStates
    .map((state) => [tcpStateName(state), counts[state] ?? 0] as const)
    .filter(([, count]) => count > 0);
}
