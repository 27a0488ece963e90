import { AddressTable } from './addressTable.ts';
import type { SocketRecord, SocketTable } from './socketTable.ts';

/**
 * Collects sockets into growing columns. A parser fills one reused `SocketRecord` and calls `add`: there is never an
 * object per socket.
 */
export class SocketTableBuilder {
  readonly addresses = new AddressTable();
  #length = 0;
  #sawAcceptQueueLimit = false;
  #columns = allocate(smallTable);

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
    // A new row is already zero, and most rows of a large table are in TIME_WAIT, which has none of these values.
    if (record.receiveQueue !== 0) columns.receiveQueue[row] = record.receiveQueue;
    if (record.sendQueue !== 0) columns.sendQueue[row] = record.sendQueue;
    if (record.retransmits !== 0) columns.retransmits[row] = record.retransmits;
    if (record.uid !== 0) columns.uid[row] = record.uid;
    if (record.inode !== 0) columns.inode[row] = record.inode;
    if (record.acceptQueueLimit >= 0) {
      columns.acceptQueueLimit[row] = record.acceptQueueLimit;
      this.#sawAcceptQueueLimit = true;
    }
  }

  /** Removes the newest sockets, read from a source that failed midway. */
  truncate(length: number): void {
    for (const column of Object.values(this.#columns)) column.fill(0, length, this.#length);
    this.#length = Math.min(this.#length, length);
  }

  /**
   * The finished table. `has` names the optional columns that the source has even if no row needed them.
   */
  build(has: { readonly acceptQueueLimit: boolean }): SocketTable {
    const { acceptQueueLimit, ...columns } = trim(this.#columns, this.#length);
    const table = { length: this.#length, addresses: this.addresses, ...columns };
    return has.acceptQueueLimit || this.#sawAcceptQueueLimit ? { ...table, acceptQueueLimit } : table;
  }
}

type Columns = Required<Omit<SocketTable, 'length' | 'addresses'>>;

/** Rows that are enough for most hosts, and rows that hardly any host needs. */
const smallTable = 1 << 12;
const largeTable = 1 << 22;
/** Bytes of one row in all columns. */
const rowBytes = 40;

/**
 * All columns in one buffer, widest first so that each is aligned. Zeroed memory of this size is allocated by the
 * system page by page as it is written, and returned at once when it is freed; separate columns would come from a
 * heap that does neither.
 */
function allocate(capacity: number): Columns {
  const buffer = new ArrayBuffer(capacity * rowBytes);
  let end = 0;
  const next = (bytes: number): number => (end += bytes * capacity) - bytes * capacity;
  const wide = (): Uint32Array => new Uint32Array(buffer, next(4), capacity);
  const half = (): Uint16Array => new Uint16Array(buffer, next(2), capacity);
  const narrow = (): Uint8Array => new Uint8Array(buffer, next(1), capacity);
  return {
    localAddress: wide(),
    remoteAddress: wide(),
    receiveQueue: wide(),
    sendQueue: wide(),
    timerMs: wide(),
    uid: wide(),
    inode: wide(),
    acceptQueueLimit: wide(),
    localPort: half(),
    remotePort: half(),
    family: narrow(),
    state: narrow(),
    timer: narrow(),
    retransmits: narrow(),
  };
}

/**
 * Rows that are never written cost no memory, but copied rows do, in both old and new columns. Hence few large steps.
 */
function grow(old: Columns): Columns {
  const next = allocate(old.state.length * (old.state.length < largeTable ? 32 : 4));
  for (const name of Object.keys(old) as (keyof Columns)[]) next[name].set(old[name]);
  return next;
}

/** Views of the used part: a copy would double peak memory, and spare rows cost nothing. */
function trim(columns: Columns, length: number): Columns {
  return {
    family: columns.family.subarray(0, length),
    state: columns.state.subarray(0, length),
    localAddress: columns.localAddress.subarray(0, length),
    localPort: columns.localPort.subarray(0, length),
    remoteAddress: columns.remoteAddress.subarray(0, length),
    remotePort: columns.remotePort.subarray(0, length),
    receiveQueue: columns.receiveQueue.subarray(0, length),
    sendQueue: columns.sendQueue.subarray(0, length),
    timer: columns.timer.subarray(0, length),
    timerMs: columns.timerMs.subarray(0, length),
    retransmits: columns.retransmits.subarray(0, length),
    uid: columns.uid.subarray(0, length),
    inode: columns.inode.subarray(0, length),
    acceptQueueLimit: columns.acceptQueueLimit.subarray(0, length),
  };
}
