import { AddressTable } from './addressTable.ts';
import { newColumns } from './columnMemory.ts';
import {
  columnNames,
  eachColumn,
  withoutColumns,
  type OptionalColumn,
  type SocketColumns,
} from './socketColumns.ts';
import type { SocketRecord, SocketTable } from './socketTable.ts';
import { noteRoom, type SpareRows } from './spareRows.ts';
import { TcpState } from './tcpState.ts';

/**
 * Collects sockets into growing columns. A parser fills one reused `SocketRecord` and calls `add`: there is never an
 * object per socket.
 */
export class SocketTableBuilder {
  readonly addresses: AddressTable;
  #length = 0;
  /** The optional columns that a row had. */
  readonly #seen: Partial<Record<OptionalColumn, true>> = {};
  #columns: SocketColumns;
  /** Whether sockets in TIME_WAIT had none of the values that only living ones have. */
  #isPlain = true;

  /**
   * @param addresses of another table where ids of addresses are to mean the same.
   * @param expected how many sockets there will be, about.
   * @param spare memory that is used if it fits.
   */
  constructor(addresses = new AddressTable(), expected = 0, spare?: SpareRows) {
    this.addresses = addresses;
    const rows = Math.min(Math.max(steps[0], expected), mostExpected);
    this.#columns = spare?.take(rows) ?? newColumns(rows);
  }

  get length(): number {
    return this.#length;
  }

  add(record: Readonly<SocketRecord>): void {
    if (this.#length === this.#columns.state.length) this.#columns = grow(this.#columns);
    const columns = this.#columns;
    const row = this.#length++;
    columns.family[row] = record.family;
    columns.state[row] = record.state;
    columns.localAddress[row] = record.localAddress;
    columns.localPort[row] = record.localPort;
    columns.remoteAddress[row] = record.remoteAddress;
    columns.remotePort[row] = record.remotePort;
    columns.timer[row] = record.timer;
    columns.timerMs[row] = record.timerMs;
    const { receiveQueue, sendQueue, retransmits, uid, inode, acceptQueueLimit } = record;
    // A new row is already zero, and most rows of a large table are in TIME_WAIT, which has none of these values.
    if ((receiveQueue | sendQueue | retransmits | uid | inode) !== 0) {
      columns.receiveQueue[row] = receiveQueue;
      columns.sendQueue[row] = sendQueue;
      columns.retransmits[row] = retransmits;
      columns.uid[row] = uid;
      columns.inode[row] = inode;
      if (record.state === TcpState.TIME_WAIT) this.#isPlain = false;
    }
    if (acceptQueueLimit >= 0) {
      columns.acceptQueueLimit[row] = acceptQueueLimit;
      this.#seen.acceptQueueLimit = true;
      if (record.state === TcpState.TIME_WAIT) this.#isPlain = false;
    }
  }

  /** The columns so far, with room for more rows than there are. Valid until the next `add`. */
  get columns(): SocketColumns {
    return this.#columns;
  }

  /** Removes the newest sockets, read from a source that failed midway. */
  truncate(length: number): void {
    for (const column of Object.values(this.#columns)) column.fill(0, length, this.#length);
    this.#length = Math.min(this.#length, length);
  }

  /** The finished table. `provided` names the optional columns that the source has even if no row had a value. */
  build(provided: readonly OptionalColumn[] = []): SocketTable {
    const isAbsent = (name: OptionalColumn): boolean => this.#seen[name] !== true && !provided.includes(name);
    const columns = withoutColumns(trim(this.#columns, this.#length), isAbsent);
    if (this.#isPlain) noteRoom(columns, this.#columns);
    return { length: this.#length, addresses: this.addresses, ...columns };
  }
}

/**
 * How many rows there is room for, step by step: enough for an idle host, for most hosts, for busy ones, and for a million sockets
 * with what else there is. After the last step four times as many.
 */
const steps = [1 << 10, 1 << 13, 1 << 15, 1 << 16, 1 << 17, 1 << 18, 10 << 17] as const;
/** More is expected of no host, whatever it says of itself: what nobody expects costs nothing until it comes. */
export const mostExpected = 10 << 17;

/**
 * Rows that are never written cost no memory, but copied rows do, in both old and new columns. Hence large steps; but no
 * larger ones: the more a table could hold, the more often garbage is collected for it, which takes longer than filling it.
 */
function grow(old: SocketColumns): SocketColumns {
  const rows = old.state.length;
  const next = newColumns(steps.find((step) => step > rows) ?? rows * 4);
  for (const name of columnNames) next[name].set(old[name]);
  return next;
}

/** Views of the used part: a copy would double peak memory, and spare rows cost nothing. */
function trim(columns: SocketColumns, length: number): SocketColumns {
  return eachColumn((name) => columns[name].subarray(0, length));
}
