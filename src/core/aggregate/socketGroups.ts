import type { AddressId } from '../model/addressTable.ts';
import { TupleIndex } from '../model/tupleIndex.ts';

const listenerBit = 0x10000;

/** The properties that all sockets in a group share. */
export type SocketGroup =
  | { readonly kind: 'listener'; readonly address: AddressId; readonly port: number }
  | {
      readonly kind: 'destination';
      readonly localAddress: AddressId;
      readonly remoteAddress: AddressId;
      readonly remotePort: number;
    };

/** Numbers the listeners and destinations of a table and maps each row to its group. */
export class SocketGroups {
  /** Group number by row. */
  readonly ofRow: Uint32Array;
  readonly #index = new TupleIndex(3);

  constructor(rows: number) {
    this.ofRow = new Uint32Array(rows);
  }

  get size(): number {
    return this.#index.size;
  }

  listener(address: AddressId, port: number): number {
    return this.#index.add(listenerBit | port, address, 0);
  }

  destination(localAddress: AddressId, remoteAddress: AddressId, remotePort: number): number {
    return this.#index.add(remotePort, localAddress, remoteAddress);
  }

  /** -1 if there is none. */
  findListener(address: AddressId, port: number): number {
    return this.#index.get(listenerBit | port, address, 0);
  }

  /** -1 if there is none. */
  findDestination(localAddress: AddressId, remoteAddress: AddressId, remotePort: number): number {
    return this.#index.get(remotePort, localAddress, remoteAddress);
  }

  get(group: number): SocketGroup {
    const kindAndPort = this.#index.word(group, 0);
    const first = this.#index.word(group, 1);
    if (kindAndPort >= listenerBit) return { kind: 'listener', address: first, port: kindAndPort & 0xffff };
    return {
      kind: 'destination',
      localAddress: first,
      remoteAddress: this.#index.word(group, 2),
      remotePort: kindAndPort,
    };
  }
}
