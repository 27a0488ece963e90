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
  #columns = allocate(1024);

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
    columns.receiveQueue[row] = record.receiveQueue;
    columns.sendQueue[row] = record.sendQueue;
    columns.timer[row] = record.timer;
    columns.timerMs[row] = record.timerMs;
    columns.retransmits[row] = record.retransmits;
    columns.uid[row] = record.uid;
    columns.inode[row] = record.inode;
    if (record.acceptQueueLimit >= 0) {
      columns.acceptQueueLimit[row] = record.acceptQueueLimit;
      this.#sawAcceptQueueLimit = true;
    }
  }

  /** Takes back the newest sockets, of a source that failed in the middle. */
  truncate(length: number): void {
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

function allocate(capacity: number): Columns {
  return {
    family: new Uint8Array(capacity),
    state: new Uint8Array(capacity),
    localAddress: new Uint32Array(capacity),
    localPort: new Uint16Array(capacity),
    remoteAddress: new Uint32Array(capacity),
    remotePort: new Uint16Array(capacity),
    receiveQueue: new Uint32Array(capacity),
    sendQueue: new Uint32Array(capacity),
    timer: new Uint8Array(capacity),
    timerMs: new Uint32Array(capacity),
    retransmits: new Uint8Array(capacity),
    uid: new Uint32Array(capacity),
    inode: new Uint32Array(capacity),
    acceptQueueLimit: new Uint32Array(capacity),
  };
}

function grow(old: Columns): Columns {
  const next = allocate(old.state.length * 2);
  for (const name of Object.keys(old) as (keyof Columns)[]) next[name].set(old[name]);
  return next;
}

/** Views of the used part: a copy would double the peak, and the spare rows are at most as many as the used ones. */
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
