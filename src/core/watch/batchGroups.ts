import { TupleIndex } from '../model/tupleIndex.ts';
import type { EndBatch } from './endBatch.ts';
import type { Group } from './group.ts';
import type { ListeningSocket, ListeningSockets } from './socketLook.ts';

export interface FoundGroup {
  /** Undefined if there are too many groups. */
  readonly group: Group | undefined;
  readonly isServer: boolean;
}

/** Where the groups are kept. */
interface Groups {
  listener(socket: ListeningSocket): Group | undefined;
  destination(address: string, port: number): Group | undefined;
}

/** Looks a group up once for all ends of a batch that are of the same one. */
export class BatchGroups {
  readonly #batch: EndBatch;
  readonly #listening: ListeningSockets;
  readonly #groups: Groups;
  readonly #localEnds = new TupleIndex(3);
  readonly #listeners: (FoundGroup | 'none')[] = [];
  readonly #remoteEnds = new TupleIndex(3);
  readonly #destinations: FoundGroup[] = [];

  constructor(batch: EndBatch, listening: ListeningSockets, groups: Groups) {
    this.#batch = batch;
    this.#listening = listening;
    this.#groups = groups;
  }

  of(row: number): FoundGroup {
    const listener = this.#listenerOf(row);
    if (listener !== undefined) return listener;
    const { remoteAddress, remotePort } = this.#batch.columns;
    const at = this.#remoteEnds.add(remoteAddress[row] ?? 0, remotePort[row] ?? 0, 0);
    return (this.#destinations[at] ??= this.#destination(row));
  }

  #listenerOf(row: number): FoundGroup | undefined {
    const { localAddress, localPort } = this.#batch.columns;
    const port = localPort[row] ?? 0;
    if (!this.#listening.hasPort(port)) return undefined;
    const at = this.#localEnds.add(localAddress[row] ?? 0, port, 0);
    const listener = (this.#listeners[at] ??= this.#listener(row));
    return listener === 'none' ? undefined : listener;
  }

  #listener(row: number): FoundGroup | 'none' {
    const { addresses, columns } = this.#batch;
    const socket = this.#listening.at(addresses, columns.localAddress[row] ?? 0, columns.localPort[row] ?? 0);
    return socket === undefined ? 'none' : { group: this.#groups.listener(socket), isServer: true };
  }

  #destination(row: number): FoundGroup {
    const { addresses, columns } = this.#batch;
    const address = addresses.format(columns.remoteAddress[row] ?? 0);
    return { group: this.#groups.destination(address, columns.remotePort[row] ?? 0), isServer: false };
  }
}
