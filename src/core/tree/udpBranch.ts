import { countText, numberText } from '../model/numberText.ts';
import type { SocketTree } from './socketTree.ts';
import { childId } from './treeIds.ts';
import { plainRow, type TreePage, type TreeRow } from './treeRow.ts';

/**
 * UDP sockets have a tree of their own, which hangs as one row below those of TCP: in their counts and shares of ports
 * they have no part. Ids of rows in it begin with the id of that row.
 */
const branch = 'UDP';

/** The id in the tree of UDP sockets, empty for the whole tree; undefined for a row of TCP. */
export function idBelowUdp(id: string): string | undefined {
  if (id === branch) return '';
  return id.startsWith(`${branch}/`) ? id.slice(branch.length + 1) : undefined;
}

/** A row of the tree of UDP sockets, below its branch. */
export function rowBelowUdp(row: TreeRow): TreeRow {
  return { ...row, id: childId(branch, row.id), transport: 'udp' };
}

/** The page of the top level, with the branch as its very last row if the tree has sockets. */
export function withUdpBranch(
  page: TreePage,
  udp: SocketTree,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): TreePage {
  if (udp.size === 0) return page;
  const isReached = offset <= page.total && offset + limit > page.total;
  return { rows: isReached ? [...page.rows, branchRow(udp)] : page.rows, total: page.total + 1 };
}

function branchRow(udp: SocketTree): TreeRow {
  return plainRow({
    id: branch,
    kind: 'protocol',
    transport: 'udp',
    label: branch,
    description: numberText(udp.size),
    tooltip: `${countText(udp.size, 'UDP socket')}\nThey take local ports from the same range as TCP, but in a pool of their own. No figure of TCP includes them.`,
    accessibilityLabel: `UDP, ${countText(udp.size, 'socket')}`,
    children: udp.select('', 0, 0)?.total ?? 0,
  });
}
