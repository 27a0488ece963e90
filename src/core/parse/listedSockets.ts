import { SeededHash } from '../model/seededHash.ts';
import type { SocketRecord } from '../model/socketTable.ts';
import { mostExpected, type SocketTableBuilder } from '../model/socketTableBuilder.ts';

const smallest = 128;
/** Of the slots, how many may be taken: with fewer, a large table has memory of which each row needs another piece. */
const mostTaken = 3 / 4;

/**
 * Passes over sockets that are listed again: while connections come and go, the kernel does that, as seen with Linux 6.18. Many
 * sockets may listen on one address; a connection has its two ends for itself, whatever becomes of it meanwhile.
 *
 * An open-addressing hash of row numbers: what a row holds is in the table, and nowhere twice.
 */
export class ListedSockets {
  readonly #builder: SocketTableBuilder;
  readonly #hash = new SeededHash();
  readonly #firstRow: number;
  /** A row number and one; 0 where there is none. */
  #slots: Uint32Array;

  /** @param expected how many sockets there will be, about. */
  constructor(builder: SocketTableBuilder, expected: number) {
    this.#builder = builder;
    this.#firstRow = builder.length;
    const slots = Math.max(smallest, Math.min(expected, mostExpected) / mostTaken);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(slots)));
  }

  /** Adds a socket to the table, unless it was listed before. */
  add(socket: Readonly<SocketRecord>): void {
    const { columns } = this.#builder;
    const { localAddress, remoteAddress, localPort, remotePort, inode } = socket;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#hashOf(localAddress, remoteAddress, localPort, remotePort, inode) & mask;
    for (let row = slots[slot] ?? 0; row !== 0; row = slots[slot] ?? 0) {
      const isSame =
        columns.localPort[row - 1] === localPort &&
        columns.remotePort[row - 1] === remotePort &&
        columns.localAddress[row - 1] === localAddress &&
        columns.remoteAddress[row - 1] === remoteAddress &&
        (remotePort !== 0 || columns.inode[row - 1] === inode >>> 0);
      if (isSame) return;
      slot = (slot + 1) & mask;
    }
    this.#builder.add(socket);
    slots[slot] = this.#builder.length;
    if (this.#builder.length - this.#firstRow > slots.length * mostTaken) this.#grow();
  }

  #hashOf(
    localAddress: number,
    remoteAddress: number,
    localPort: number,
    remotePort: number,
    inode: number,
  ): number {
    const ports = (localPort << 16) | remotePort;
    return this.#hash.of(localAddress, remoteAddress, ports, remotePort === 0 ? inode : 0);
  }

  /** Row by row: in the order of the slots, each would be somewhere else in memory. */
  #grow(): void {
    const { columns, length } = this.#builder;
    const { localAddress, remoteAddress, localPort, remotePort, inode } = columns;
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let row = this.#firstRow; row < length; row++) {
      const hash = this.#hashOf(
        localAddress[row] ?? 0,
        remoteAddress[row] ?? 0,
        localPort[row] ?? 0,
        remotePort[row] ?? 0,
        inode[row] ?? 0,
      );
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = row + 1;
    }
    this.#slots = slots;
  }
}
