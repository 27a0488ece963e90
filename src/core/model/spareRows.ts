import { livingRows } from './livingRows.ts';
import type { SocketColumns } from './socketColumns.ts';
import type { SocketTable } from './socketTable.ts';
import { isBeingRead } from './tableReaders.ts';

/** Room for more than so many times the rows that are wanted is given back to the system. */
const mostRoom = 2;
/** As many rows are expected as the kernel counted, and a tenth more: half of that tenth has to be there. */
const leastRoom = 1.05 / 1.1;

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

  /** Takes the memory of a table that nobody is given any more, unless somebody still reads it. */
  put(table: SocketTable): void {
    this.#columns = isBeingRead(table) ? undefined : roomOf.get(table.state);
    if (this.#columns === undefined) return;
    const { receiveQueue, sendQueue, retransmits, uid, inode, acceptQueueLimit } = this.#columns;
    for (const row of livingRows(table))
      receiveQueue[row] =
        sendQueue[row] =
        retransmits[row] =
        uid[row] =
        inode[row] =
        acceptQueueLimit[row] =
          0;
    // It is no longer this table’s.
    roomOf.delete(table.state);
  }

  /** Columns with room for so many rows, and not for many more; undefined if there are none. */
  take(rows: number): SocketColumns | undefined {
    const columns = this.#columns;
    this.#columns = undefined;
    const room = columns?.state.length ?? 0;
    return room >= rows * leastRoom && room <= rows * mostRoom ? columns : undefined;
  }
}
