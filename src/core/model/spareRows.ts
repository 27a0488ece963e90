import { movedColumns } from './columnMemory.ts';
import { livingRows } from './livingRows.ts';
import type { SocketColumns } from './socketColumns.ts';
import type { SocketTable } from './socketTable.ts';
import { isBeingRead } from './tableReaders.ts';

/** Room for more than so many times the rows that are wanted is given back to the system. */
const mostRoom = 2;
/** As many rows are expected as the kernel counted, and a tenth more: half of that tenth has to be there. */
const leastRoom = 1.05 / 1.1;

const noRows = new Uint32Array(0);

const roomOf = new WeakMap<SocketTable['state'], SocketColumns>();

/** Notes the whole columns of a table that has only zeros where sockets in TIME_WAIT have no values. */
export function noteRoom({ state }: Pick<SocketTable, 'state'>, columns: SocketColumns): void {
  roomOf.set(state, columns);
}

/**
 * The memory of a table that was replaced, for the next one of the same host. Memory that is taken each time is garbage soon, and
 * V8 then collects all other garbage with it, which takes longer than filling the table.
 */
export class SpareRows {
  #columns: SocketColumns | undefined;
  /** Its rows that have more values than those of sockets in TIME_WAIT. */
  #living: Uint32Array = noRows;

  /**
   * Takes the memory of a table that nobody is given any more, unless somebody still reads it. The table has no rows afterwards: it can
   * never show those of another one.
   */
  put(table: SocketTable): void {
    const columns = isBeingRead(table) ? undefined : roomOf.get(table.state);
    if (columns === undefined) return;
    roomOf.delete(table.state);
    this.#living = livingRows(table);
    this.#columns = movedColumns(columns);
  }

  /** Columns with room for so many rows, and not for many more; undefined if there are none. */
  take(rows: number): SocketColumns | undefined {
    const [columns, living] = [this.#columns, this.#living];
    this.#columns = undefined;
    this.#living = noRows;
    const room = columns?.state.length ?? 0;
    if (columns === undefined || room < rows * leastRoom || room > rows * mostRoom) return undefined;
    clear(columns, living);
    return columns;
  }
}

/** As new memory is, but for values that every row has. */
function clear(columns: SocketColumns, living: Uint32Array): void {
  const { receiveQueue, sendQueue, retransmits, uid, inode, acceptQueueLimit } = columns;
  for (const column of [receiveQueue, sendQueue, retransmits, uid, inode, acceptQueueLimit])
    if (living.length > column.length / 8) column.fill(0);
    else for (const row of living) column[row] = 0;
}
