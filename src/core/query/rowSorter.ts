import type { AddressId } from '../model/addressTable.ts';
import { TimerKind, type SocketTable } from '../model/socketTable.ts';
import { addressRanks } from './addressRanks.ts';
import { selectPage, sortByKeys, type SortKey } from './selectPage.ts';

export type RowOrder = 'local' | 'port' | 'remote' | 'age' | 'queue';

const largest = 0xffff_ffff;

/** Sorts rows of one table by its columns. */
export class RowSorter {
  readonly #table: SocketTable;
  /** Created when addresses are first compared. */
  #ranks: Uint32Array | undefined;

  constructor(table: SocketTable) {
    this.#table = table;
  }

  sort(rows: Uint32Array, order: RowOrder): Uint32Array {
    return sortByKeys(rows, this.#keys(order));
  }

  /** A part of what `sort` gives, at a cost that does not depend on how the others are sorted. */
  page(rows: Uint32Array, order: RowOrder, offset: number, limit: number): Uint32Array {
    return selectPage(rows, this.#keys(order), offset, limit);
  }

  #keys(order: RowOrder): readonly SortKey[] {
    const { localAddress, localPort, remoteAddress, remotePort } = this.#table;
    switch (order) {
      case 'local':
        return [(row) => this.rank(localAddress[row] ?? 0), (row) => localPort[row] ?? 0];
      case 'port':
        return [(row) => localPort[row] ?? 0];
      case 'remote':
        return [(row) => this.rank(remoteAddress[row] ?? 0), (row) => remotePort[row] ?? 0];
      case 'age':
        return [(row) => this.#ageKey(row)];
      case 'queue':
        return [(row) => this.#queueKey(row)];
    }
  }

  /** The rank of an address in the table. */
  rank(address: AddressId): number {
    this.#ranks ??= addressRanks(this.#table.addresses);
    return this.#ranks[address] ?? 0;
  }

  /** The more time a socket has left in TIME_WAIT, the later it was closed. Sockets without that timer come last. */
  #ageKey(row: number): number {
    const { timer, timerMs } = this.#table;
    return timer[row] === TimerKind.timewait ? Math.max(0, largest - 1 - (timerMs[row] ?? 0)) : largest;
  }

  /** Fullest queues first; for a listening socket that is the accept queue. */
  #queueKey(row: number): number {
    const waiting = (this.#table.receiveQueue[row] ?? 0) + (this.#table.sendQueue[row] ?? 0);
    return Math.max(0, largest - waiting);
  }
}
