import type { SocketGroups } from '../aggregate/socketGroups.ts';
import type { SocketTable } from '../model/socketTable.ts';
import type { TcpState } from '../model/tcpState.ts';

/** Rows of the sockets of one group in one state, `limit` of them from the `offset`th on, in the table's order. */
export function selectRows(
  table: SocketTable,
  groups: SocketGroups,
  state: TcpState,
  group: number,
  offset: number,
  limit: number,
): { readonly rows: readonly number[]; readonly total: number } {
  const rows: number[] = [];
  let total = 0;
  for (let row = 0; row < table.length; row++) {
    if (groups.ofRow[row] !== group || table.state[row] !== state) continue;
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
): readonly { readonly group: number; readonly count: number }[] {
  const counts = new Uint32Array(groups.size);
  for (let row = 0; row < table.length; row++) {
    if (table.state[row] !== state) continue;
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
