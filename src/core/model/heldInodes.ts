import { SeededSet } from './seededMap.ts';
import type { SocketTable } from './socketTable.ts';

/** The inodes of these rows, by which a process may hold their sockets; adds to `into`. */
export function heldInodes(
  { inode }: Pick<SocketTable, 'inode'>,
  rows: Iterable<number> = inode.keys(),
  into = new SeededSet(),
): SeededSet {
  for (const row of rows) {
    const number = inode[row] ?? 0;
    if (number !== 0) into.add(number);
  }
  return into;
}
