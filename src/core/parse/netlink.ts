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

/**
 * Reads datagrams message by message: `begin`, and then `next` for each. A cursor and no callback, because a large dump has a
 * million messages, and each of them is read in a few nanoseconds.
 */
export class NetlinkMessages {
  readonly #littleEndian: boolean;
  /** Of the memory that datagrams come in again and again: there may be tens of thousands a second. */
  view: DataView = new DataView(new ArrayBuffer(0));
  type = 0;
  flags = 0;
  /** Where the payload of the message begins in the view. */
  start = 0;
  /** Before which it ends. */
  end = 0;
  #next = 0;
  #stop = 0;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  begin({ buffer, byteOffset, byteLength }: Uint8Array): void {
    if (this.view.buffer !== buffer) this.view = new DataView(buffer);
    this.#next = byteOffset;
    this.#stop = byteOffset + byteLength;
  }

  /** Goes to the next message. False after the last one, and at one that claims more bytes than the datagram has. */
  next(): boolean {
    const at = this.#next;
    if (at + netlinkHeaderSize > this.#stop) return false;
    const { view } = this;
    const length = view.getUint32(at, this.#littleEndian);
    if (length < netlinkHeaderSize || at + length > this.#stop) return false;
    this.type = view.getUint16(at + 4, this.#littleEndian);
    this.flags = view.getUint16(at + 6, this.#littleEndian);
    this.start = at + netlinkHeaderSize;
    this.end = at + length;
    this.#next = at + ((length + 3) & ~3);
    return true;
  }

  /** Whether there was nothing behind the last message. */
  get isAtEnd(): boolean {
    return this.#next >= this.#stop;
  }
}

/** The state of an answer after a datagram: the kernel's error is a positive errno; 0 acknowledges a request. */
export type DumpEnd =
  { readonly kind: 'more' } | { readonly kind: 'done' } | { readonly kind: 'error'; readonly errno: number };

/** Whether this datagram ends the dump. */
export function dumpEnd(datagram: Uint8Array, littleEndian: boolean): DumpEnd {
  let end: DumpEnd = { kind: 'more' };
  const messages = new NetlinkMessages(littleEndian);
  messages.begin(datagram);
  while (messages.next()) {
    const { type } = messages;
    if (type !== NetlinkType.error && type !== NetlinkType.done) continue;
    const { view, start, end: stop } = messages;
    const code = stop - start >= 4 ? view.getInt32(start, littleEndian) : 0;
    // The end of a dump carries its result, which is negative if the dump was aborted.
    if (type === NetlinkType.error) end = { kind: 'error', errno: Math.abs(code) };
    else end = code < 0 ? { kind: 'error', errno: -code } : { kind: 'done' };
  }
  return end;
}
