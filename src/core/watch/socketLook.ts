import type { AddressId, AddressTable } from '../model/addressTable.ts';
import { livingRows } from '../model/livingRows.ts';
import type { SocketOwners } from '../model/processes.ts';
import { localAddressText, type SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';

/** One look at the socket table while it is listened. */
export interface SocketLook {
  readonly table: SocketTable;
  /** Who holds what is alive, as far as it may be seen. */
  readonly owners: SocketOwners;
}

/** A listening socket. */
export interface ListeningSocket {
  readonly address: string;
  readonly port: number;
}

/** The listening sockets of some looks, to tell accepted connections from opened ones. */
export class ListeningSockets {
  readonly #byPort: Map<number, readonly Known[]>;

  constructor(byPort: ReadonlyMap<number, readonly Known[]> = new Map()) {
    this.#byPort = new Map(byPort);
  }

  add({ table }: SocketLook): void {
    for (const row of livingRows(table)) {
      if (table.state[row] !== TcpState.LISTEN) continue;
      const id = table.localAddress[row] ?? 0;
      this.#add(table.addresses, id, table.localPort[row] ?? 0, localAddressText(table, row));
    }
  }

  /**
   * These and others, for once: a listening socket that lived between two looks is known by its end alone, and looks like
   * one that was only bound. Who bound a port has not connected from it meanwhile.
   */
  with(
    addresses: AddressTable,
    ends: readonly { readonly address: AddressId; readonly port: number }[],
  ): ListeningSockets {
    if (ends.length === 0) return this;
    const both = new ListeningSockets(this.#byPort);
    for (const { address, port } of ends) both.#add(addresses, address, port, addresses.format(address));
    return both;
  }

  /** Whether any listens on this port, on whatever address. */
  hasPort(port: number): boolean {
    return this.#byPort.has(port);
  }

  /** The one that accepted a connection with this local end, if it was accepted. */
  at(addresses: AddressTable, address: AddressId, port: number): ListeningSocket | undefined {
    const known = this.#byPort.get(port);
    if (known === undefined) return undefined;
    const words = wordsOf(addresses, address);
    return (known.find((one) => one.words === words) ?? known.find(({ isWildcard }) => isWildcard))?.socket;
  }

  #add(addresses: AddressTable, id: AddressId, port: number, address: string): void {
    const words = wordsOf(addresses, id);
    const known = this.#byPort.get(port) ?? [];
    if (known.some((one) => one.words === words)) return;
    const isWildcard = addresses.isWildcard(id);
    this.#byPort.set(port, [...known, { words, isWildcard, socket: { address, port } }]);
  }
}

interface Known {
  /** The address in words that mean the same in every table. */
  readonly words: string;
  readonly isWildcard: boolean;
  readonly socket: ListeningSocket;
}

function wordsOf(addresses: AddressTable, id: AddressId): string {
  return [0, 1, 2, 3].map((position) => addresses.word(id, position)).join(' ');
}
