import type { SocketTable } from './socketTable.ts';

/** How many read a table at the moment, by its states, which it shares with the same table with more columns. */
const readers = new WeakMap<SocketTable['state'], number>();

/**
 * Reads a table that may be replaced by a newer one meanwhile: until then its memory is not used for another one. Undefined is no
 * table.
 */
export async function readingTable<T>(table: SocketTable | undefined, read: () => Promise<T>): Promise<T> {
  if (table === undefined) return read();
  const { state } = table;
  readers.set(state, (readers.get(state) ?? 0) + 1);
  try {
    return await read();
  } finally {
    readers.set(state, (readers.get(state) ?? 1) - 1);
  }
}

export function isBeingRead(table: SocketTable): boolean {
  return (readers.get(table.state) ?? 0) > 0;
}
