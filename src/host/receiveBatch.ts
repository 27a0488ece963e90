import type koffi from 'koffi';
import { onThread, type NativeFunction } from './onThread.ts';

/** Several datagrams that one call of recvmmsg(2) receives: a call for each would cost more than the datagram. */
export interface ReceiveBatch {
  /** For how many there is room. */
  readonly size: number;
  /** How many came, without waiting; -1 with `errno` if there is none. */
  receive(descriptor: number): number;
  /** The same on another thread, whose error number is not known here. Nothing else may touch the batch meanwhile. */
  receiveOnThread(descriptor: number): Promise<number>;
  /** In bytes; more than there is room for if it was cut and `flags` have `MSG_TRUNC`. */
  lengthOf(index: number): number;
  /** Valid until the next call. */
  datagram(index: number): Uint8Array;
  free(): void;
}

type Koffi = typeof koffi;

/** `struct mmsghdr` and `struct iovec` on 64-bit Linux, glibc and musl alike (little-endian: the platforms of the package). */
const headerSize = 64;
const vectorPointerAt = 16;
const vectorCountAt = 24;
const lengthAt = 56;
const vectorSize = 16;

/** @param room for one datagram, in bytes; a longer one is cut. */
export function receiveBatch(
  library: Koffi,
  recvmmsg: NativeFunction,
  flags: number,
  count: number,
  room: number,
): ReceiveBatch {
  const bytes: unknown = library.alloc('uint8_t', count * room);
  const headers: unknown = library.alloc('uint8_t', count * (headerSize + vectorSize));
  const data = new Uint8Array(library.view(bytes, count * room));
  const view = new DataView(library.view(headers, count * (headerSize + vectorSize)));
  const dataAddress = library.address(bytes);
  const headersAddress = library.address(headers);
  for (let index = 0; index < count; index++) {
    const vector = count * headerSize + index * vectorSize;
    view.setBigUint64(vector, dataAddress + BigInt(index * room), true);
    view.setBigUint64(vector + 8, BigInt(room), true);
    view.setBigUint64(index * headerSize + vectorPointerAt, headersAddress + BigInt(vector), true);
    view.setBigUint64(index * headerSize + vectorCountAt, 1n, true);
  }
  // Nearly all announcements have the same length: their views are made once.
  const views: Uint8Array[] = [];
  const lengthOf = (index: number): number => view.getUint32(index * headerSize + lengthAt, true);
  return {
    size: count,
    receive: (descriptor) => Number(recvmmsg(descriptor, headers, count, flags, null)),
    receiveOnThread: (descriptor) => onThread(recvmmsg, descriptor, headers, count, flags, null),
    lengthOf,
    datagram: (index) => {
      const length = Math.min(room, lengthOf(index));
      const known = views[index];
      if (known?.length === length) return known;
      return (views[index] = data.subarray(index * room, index * room + length));
    },
    free: () => {
      library.free(bytes);
      library.free(headers);
    },
  };
}
