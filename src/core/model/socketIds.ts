/** Of `struct inet_diag_sockid`, include/uapi/linux/inet_diag.h: ports, addresses, interface and cookie. */
export const socketIdSize = 48;
const cookiePosition = 40;

/**
 * The kernel's own names of sockets, row by row as in the table that they were read with. Besides both ends a name holds a
 * cookie that no other connection of the network namespace ever gets: a name never means a later connection with the
 * same ends. Bytes as the kernel gave them, in its byte order.
 */
export class SocketIds {
  #bytes = new Uint8Array(socketIdSize * 64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(id: Uint8Array): void {
    const at = this.#length++ * socketIdSize;
    if (at === this.#bytes.length) {
      const larger = new Uint8Array(at * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(id.subarray(0, socketIdSize), at);
  }

  /** Valid until the next `add`. */
  at(row: number): Uint8Array {
    return this.#bytes.subarray(row * socketIdSize, (row + 1) * socketIdSize);
  }

  /** What tells the connection from all others, for comparing. */
  cookie(row: number): bigint {
    const id = this.at(row);
    return new DataView(id.buffer, id.byteOffset).getBigUint64(cookiePosition);
  }
}
