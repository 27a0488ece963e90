/** Sizes and numbers of include/uapi/linux/netlink.h. All numbers are in the byte order of the host. */
export const netlinkHeaderSize = 16;
export const NetlinkType = {
  error: 2,
  done: 3,
  tcpDiagGetSock: 18,
  sockDiagByFamily: 20,
  /** Of include/uapi/linux/sock_diag.h, as the one before. */
  sockDestroy: 21,
} as const;
export const NetlinkFlag = { request: 0x1, acknowledge: 0x4, dumpInterrupted: 0x10, dump: 0x300 } as const;

/** One message within a datagram: its payload is from `start` to before `end` of the view. */
type NetlinkVisitor = (view: DataView, type: number, flags: number, start: number, end: number) => void;

/** Reads datagrams one after the other. */
export class NetlinkWalk {
  readonly #littleEndian: boolean;
  readonly #visit: NetlinkVisitor;
  /** Of the memory that datagrams come in again and again: there may be tens of thousands a second. */
  #view: DataView = new DataView(new ArrayBuffer(0));

  constructor(littleEndian: boolean, visit: NetlinkVisitor) {
    this.#littleEndian = littleEndian;
    this.#visit = visit;
  }

  /**
   * Visits the messages of one datagram. Stops and returns false at a message that claims more bytes than the datagram has.
   */
  datagram({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
    if (this.#view.buffer !== buffer) this.#view = new DataView(buffer);
    const view = this.#view;
    const littleEndian = this.#littleEndian;
    const stop = byteOffset + byteLength;
    let at = byteOffset;
    while (at + netlinkHeaderSize <= stop) {
      const length = view.getUint32(at, littleEndian);
      if (length < netlinkHeaderSize || at + length > stop) return false;
      const type = view.getUint16(at + 4, littleEndian);
      const flags = view.getUint16(at + 6, littleEndian);
      this.#visit(view, type, flags, at + netlinkHeaderSize, at + length);
      at += (length + 3) & ~3;
    }
    return at >= stop;
  }
}

/** The state of an answer after a datagram: the kernel's error is a positive errno; 0 acknowledges a request. */
export type DumpEnd =
  { readonly kind: 'more' } | { readonly kind: 'done' } | { readonly kind: 'error'; readonly errno: number };

/** Whether this datagram ends the dump. */
export function dumpEnd(datagram: Uint8Array, littleEndian: boolean): DumpEnd {
  let end: DumpEnd = { kind: 'more' };
  const walk = new NetlinkWalk(littleEndian, (view, type, _flags, start, stop) => {
    if (type === NetlinkType.error) {
      end = { kind: 'error', errno: stop - start >= 4 ? Math.abs(view.getInt32(start, littleEndian)) : 0 };
    } else if (type === NetlinkType.done) {
      // The end of a dump carries its result, which is negative if the dump was aborted.
      const result = stop - start >= 4 ? view.getInt32(start, littleEndian) : 0;
      end = result < 0 ? { kind: 'error', errno: -result } : { kind: 'done' };
    }
  });
  walk.datagram(datagram);
  return end;
}
