import type { AddressTable } from '../model/addressTable.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TupleIndex } from '../model/tupleIndex.ts';
import type { EndBatch } from './endBatch.ts';

/** Finds the rows of socket tables that have the ends of a batch. A tuple that ended twice matches no row. */
export class TupleMatcher {
  readonly #batch: EndBatch;
  readonly #index: TupleIndex;
  /** The row with each tuple, or -1. */
  readonly #rows: Int32Array;
  readonly #isUnique: Uint8Array;

  constructor(batch: EndBatch) {
    const { length, columns } = batch;
    this.#batch = batch;
    // It does not grow on the way.
    this.#index = new TupleIndex(3, 2 ** Math.ceil(Math.log2(Math.max(64, length))));
    this.#rows = new Int32Array(length);
    this.#isUnique = new Uint8Array(length);
    const { localAddress, remoteAddress, localPort, remotePort } = columns;
    for (let row = 0; row < length; row++) {
      const { size } = this.#index;
      const at = this.#index.add(
        localAddress[row] ?? 0,
        remoteAddress[row] ?? 0,
        ports(localPort[row] ?? 0, remotePort[row] ?? 0),
      );
      if (at === size) {
        this.#rows[at] = row;
        this.#isUnique[row] = 1;
      } else {
        const other = this.#rows[at] ?? -1;
        if (other >= 0) this.#isUnique[other] = 0;
        this.#rows[at] = -1;
      }
    }
  }

  /** Whether a row of the batch is the only one with its ends. */
  isUnique(row: number): boolean {
    return this.#isUnique[row] === 1;
  }

  /** Calls with each row of a table that is one of the batch, and that row. */
  match(table: SocketTable, visit: (tableRow: number, batchRow: number) => void): void {
    const translate = translator(table.addresses, this.#batch.addresses);
    for (let row = 0; row < table.length; row++) {
      const local = translate(table.localAddress[row] ?? 0);
      if (local < 0) continue;
      const remote = translate(table.remoteAddress[row] ?? 0);
      if (remote < 0) continue;
      const at = this.#index.get(local, remote, ports(table.localPort[row] ?? 0, table.remotePort[row] ?? 0));
      const found = at < 0 ? -1 : (this.#rows[at] ?? -1);
      if (found >= 0) visit(row, found);
    }
  }
}

function ports(local: number, remote: number): number {
  return ((local << 16) | remote) >>> 0;
}

/** Ids of one table as those of another; -1 where it does not have the address. */
export function translator(from: AddressTable, to: AddressTable): (id: number) => number {
  const known = new Int32Array(from.size).fill(-2);
  return (id) => {
    let translated = known[id] ?? -1;
    if (translated === -2) {
      translated = to.find(from.word(id, 0), from.word(id, 1), from.word(id, 2), from.word(id, 3));
      known[id] = translated;
    }
    return translated;
  };
}
