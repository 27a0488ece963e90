import { columnNames, columnOf, eachColumn, type ColumnName, type SocketColumns } from './socketColumns.ts';

/** Bytes of one row in all columns. */
const rowBytes = columnNames.reduce((sum, name) => sum + columnOf(name).bits / 8, 0);
const widestFirst = columnNames.toSorted((a, b) => columnOf(b).bits - columnOf(a).bits);
const arrays = { 8: Uint8Array, 16: Uint16Array, 32: Uint32Array } as const;

/**
 * All columns in one buffer, widest first so that each is aligned. Zeroed memory of this size is allocated by the
 * system page by page as it is written, and returned at once when it is freed; separate columns would come from a
 * heap that does neither.
 */
export function newColumns(capacity: number): SocketColumns {
  return columnsOn(new ArrayBuffer(capacity * rowBytes));
}

/** Columns on the buffer that others lie on. Those have no values afterwards: whoever still has them cannot see what comes. */
export function movedColumns({ state }: SocketColumns): SocketColumns {
  const { buffer } = state as Uint8Array<ArrayBuffer>;
  return columnsOn(structuredClone(buffer, { transfer: [buffer] }));
}

function columnsOn(buffer: ArrayBuffer): SocketColumns {
  const capacity = buffer.byteLength / rowBytes;
  const starts = new Map<ColumnName, number>();
  let end = 0;
  for (const name of widestFirst) {
    starts.set(name, end);
    end += (capacity * columnOf(name).bits) / 8;
  }
  return eachColumn((name) => new arrays[columnOf(name).bits](buffer, starts.get(name), capacity));
}
