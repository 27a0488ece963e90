/** Of `struct inet_diag_sockid`, include/uapi/linux/inet_diag.h: ports, addresses, interface and cookie. */
export const socketIdSize = 48;
const cookiePosition = 40;

/**
 * The kernel's ids of sockets, row by row as in the table that they were read with. Besides both endpoints, an id
 * contains a cookie that no other connection in the network namespace ever gets, so an id never refers to a later
 * connection with the same endpoints. The bytes are as the kernel sent them, in its byte order.
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

  /** What distinguishes the connection from all others, for comparison. */
  cookie(row: number): bigint {
    const id = this.at(row);
    return new DataView(id.buffer, id.byteOffset).getBigUint64(cookiePosition);
  }
}
