import type { SocketTable } from '../model/socketTable.ts';
import type { SocketTree } from './socketTree.ts';
import { socketId } from './treeIds.ts';

/** Rows of the table that the tree has below one of its rows, or the one that it is; none where it has no such row. */
export function socketsBelow(tree: SocketTree, table: SocketTable, id: string): readonly number[] {
  const below = tree.select(id, 0, Infinity);
  if (below?.kind === 'sockets') return below.rows;
  if (below?.kind === 'groups') return below.rows.flatMap((row) => socketsBelow(tree, table, row.id));
  const parent = id.slice(0, Math.max(0, id.lastIndexOf('/s/')));
  const siblings = tree.select(parent, 0, Infinity);
  if (siblings?.kind !== 'sockets') return [];
  return siblings.rows.filter((row) => socketId(parent, table, row) === id);
}
