import { inSteps } from '../model/inSteps.ts';
import { livingRows } from '../model/livingRows.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';
import { TupleIndex } from '../model/tupleIndex.ts';
import { EndBatch } from './endBatch.ts';
import { Translator } from './translator.ts';

const smallest = 64;
/** Room that is kept although so many times less is needed. */
const mostRoom = 8;

/**
 * Finds the rows of socket tables that have the ends of a batch. A tuple that ended twice matches no row. Its memory is used for one
 * batch after the other: taking and returning some megabytes each time costs more than what is done with them.
 */
export class TupleMatcher {
  #batch = new EndBatch();
  #index = new TupleIndex(3, smallest);
  /** The row with each tuple, or -1. */
  #rows = new Int32Array(smallest);
  #isUnique = new Uint8Array(smallest);

  /** Takes a batch instead of the one before. */
  begin(batch: EndBatch): void {
    this.#batch = batch;
    this.#makeRoom(batch.length);
    this.#isUnique.fill(0, 0, batch.length);
    inSteps(batch.length, (from, to) => {
      this.#addEnds(from, to);
    });
  }

  #addEnds(from: number, to: number): void {
    const [index, rows, isUnique] = [this.#index, this.#rows, this.#isUnique];
    const { localAddress, remoteAddress, localPort, remotePort } = this.#batch.columns;
    for (let row = from; row < to; row++) {
      const { size } = index;
      const at = index.add(
        localAddress[row] ?? 0,
        remoteAddress[row] ?? 0,
        ports(localPort[row] ?? 0, remotePort[row] ?? 0),
      );
      if (at === size) {
        rows[at] = row;
        isUnique[row] = 1;
      } else {
        const other = rows[at] ?? -1;
        if (other >= 0) isUnique[other] = 0;
        rows[at] = -1;
      }
    }
  }

  /** So that nothing grows on the way. */
  #makeRoom(length: number): void {
    const wanted = 2 ** Math.ceil(Math.log2(Math.max(smallest, length)));
    const { capacity } = this.#index;
    if (wanted <= capacity && capacity <= wanted * mostRoom) {
      this.#index.clear();
      return;
    }
    this.#index = new TupleIndex(3, wanted);
    this.#rows = new Int32Array(wanted);
    this.#isUnique = new Uint8Array(wanted);
  }

  /** Whether a row of the batch is the only one with its ends. */
  isUnique(row: number): boolean {
    return this.#isUnique[row] === 1;
  }

  /** Sets a mark at the rows of the batch that closed first, as a table shows. */
  markClosedFirst(table: SocketTable, marks: Uint8Array): void {
    const translator = new Translator(table.addresses, this.#batch.addresses);
    inSteps(table.length, (from, to) => {
      this.#markRows(table, from, to, translator, marks);
    });
  }

  #markRows(table: SocketTable, from: number, to: number, translator: Translator, marks: Uint8Array): void {
    for (let row = from; row < to; row++) {
      const state = table.state[row];
      if (state !== TcpState.TIME_WAIT && state !== TcpState.FIN_WAIT2) continue;
      const found = this.#find(table, row, translator);
      if (found >= 0) marks[found] = 1;
    }
  }

  /** Notes the inodes of rows of the batch that were alive when a table was read. */
  noteInodes(table: SocketTable, inodes: Map<number, number>): void {
    const translator = new Translator(table.addresses, this.#batch.addresses);
    for (const row of livingRows(table)) {
      const inode = table.inode[row] ?? 0;
      if (inode === 0) continue;
      const found = this.#find(table, row, translator);
      if (found >= 0) inodes.set(found, inode);
    }
  }

  /** The row of the batch that has the ends of a row of a table; -1 if there is none, or several. */
  #find(table: SocketTable, row: number, translator: Translator): number {
    const local = translator.get(table.localAddress[row] ?? 0);
    if (local < 0) return -1;
    const remote = translator.get(table.remoteAddress[row] ?? 0);
    if (remote < 0) return -1;
    const at = this.#index.get(local, remote, ports(table.localPort[row] ?? 0, table.remotePort[row] ?? 0));
    return at < 0 ? -1 : (this.#rows[at] ?? -1);
  }
}

function ports(local: number, remote: number): number {
  return ((local << 16) | remote) >>> 0;
}
