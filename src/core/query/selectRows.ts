import type { SocketGroups } from '../aggregate/socketGroups.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { tcpStateCount, type TcpState } from '../model/tcpState.ts';

/** 1 for each row that a filter lets through; absent where there is no filter. */
export type RowFilter = Uint8Array | undefined;

/** Rows of the sockets of one group in one state, `limit` of them from the `offset`th on, in the table's order. */
export function selectRows(
  table: SocketTable,
  groups: SocketGroups,
  state: TcpState,
  group: number,
  offset: number,
  limit: number,
  filter: RowFilter,
): { readonly rows: readonly number[]; readonly total: number } {
  const rows: number[] = [];
  let total = 0;
  for (let row = 0; row < table.length; row++) {
    if (groups.ofRow[row] !== group || table.state[row] !== state || filter?.[row] === 0) continue;
    if (total >= offset && rows.length < limit) rows.push(row);
    total++;
  }
  return { rows, total };
}

/** How many sockets of one state each group has, most first. Groups without any are left out. */
export function countByGroup(
  table: SocketTable,
  groups: SocketGroups,
  state: TcpState,
  filter: RowFilter,
): readonly { readonly group: number; readonly count: number }[] {
  const counts = new Uint32Array(groups.size);
  for (let row = 0; row < table.length; row++) {
    if (table.state[row] !== state || filter?.[row] === 0) continue;
    const group = groups.ofRow[row] ?? 0;
    counts[group] = (counts[group] ?? 0) + 1;
  }
  const listed: { group: number; count: number }[] = [];
  for (let group = 0; group < counts.length; group++) {
    const count = counts[group] ?? 0;
    if (count > 0) listed.push({ group, count });
  }
  return listed.sort((a, b) => b.count - a.count || a.group - b.group);
}

/** How many sockets each state has, indexed by the kernel's state numbers. */
export function countByState(table: SocketTable, filter: RowFilter): Uint32Array {
  const counts = new Uint32Array(tcpStateCount);
  for (let row = 0; row < table.length; row++) {
    if (filter?.[row] === 0) continue;
    const state = table.state[row] ?? 0;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
