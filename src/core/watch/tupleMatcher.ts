import type { AddressTable } from '../model/addressTable.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TupleIndex } from '../model/tupleIndex.ts';
import type { EndBatch } from './endBatch.ts';

/** Finds the rows of socket tables that have the ends of a batch. A tuple that ended twice matches no row. */
export class TupleMatcher {
  readonly #batch: EndBatch;
  readonly #index: TupleIndex;
  readonly #rows: number[] = [];

  constructor(batch: EndBatch) {
    this.#batch = batch;
    this.#index = new TupleIndex(3);
    const { localAddress, remoteAddress, localPort, remotePort } = batch.columns;
    for (let row = 0; row < batch.length; row++) {
      const at = this.#index.add(
        localAddress[row] ?? 0,
        remoteAddress[row] ?? 0,
        ports(localPort[row] ?? 0, remotePort[row] ?? 0),
      );
      this.#rows[at] = this.#rows[at] === undefined ? row : -1;
    }
  }

  /** Whether a row of the batch is the only one with its ends. */
  isUnique(row: number): boolean {
    const { localAddress, remoteAddress, localPort, remotePort } = this.#batch.columns;
    const at = this.#index.get(
      localAddress[row] ?? 0,
      remoteAddress[row] ?? 0,
      ports(localPort[row] ?? 0, remotePort[row] ?? 0),
    );
    return this.#rows[at] === row;
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
