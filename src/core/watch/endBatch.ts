import { AddressTable, type AddressId } from '../model/addressTable.ts';
import type { SocketEnd } from '../model/socketEnd.ts';
import { connectionKind, exchangesOf } from './connectionKind.ts';

const smallest = 1024;
/** Steps in which it gets room: what is reserved and not used takes no memory, and what is copied is garbage, which V8 then looks for. */
const growth = 8;
const mostUnconnected = 1000;
/** About 20 MB. More are folded without being looked up. */
const largestBatch = 1 << 18;

/**
 * Ends that wait for a look at the socket table, which tells what is a listening socket, who held what, and what is in
 * TIME_WAIT. Columns, not objects: there may be tens of thousands a second.
 */
export class EndBatch {
  #addresses = new AddressTable();
  readonly #unconnected = new Set<string>();
  #length = 0;
  #columns = columnsOf(smallest);

  get addresses(): AddressTable {
    return this.#addresses;
  }

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length >= largestBatch;
  }

  /** Whether it has room for many more than it has. */
  get isMostlyEmpty(): boolean {
    return this.#columns.localPort.length > Math.max(smallest, this.#length * growth);
  }

  /** Forgets all ends and keeps the room: a column is set when its row is added. */
  clear(): void {
    this.#addresses = new AddressTable();
    this.#unconnected.clear();
    this.#length = 0;
  }

  get columns(): Readonly<EndColumns> {
    return this.#columns;
  }

  /** Local ends of sockets without a peer that were closed meanwhile: listening sockets, or such as were only bound. */
  get unconnected(): readonly { readonly address: AddressId; readonly port: number }[] {
    return [...this.#unconnected].map((text) => {
      const [address = 0, port = 0] = text.split(' ').map(Number);
      return { address, port };
    });
  }

  addUnconnected({ localAddress, localPort }: Readonly<SocketEnd>): void {
    if (localPort > 0 && this.#unconnected.size < mostUnconnected)
      this.#unconnected.add(`${String(localAddress)} ${String(localPort)}`);
  }

  add(end: Readonly<SocketEnd>): void {
    if (this.#length === this.#columns.localPort.length) this.#columns = grown(this.#columns);
    const columns = this.#columns;
    const row = this.#length++;
    columns.localAddress[row] = end.localAddress;
    columns.localPort[row] = end.localPort;
    columns.remoteAddress[row] = end.remoteAddress;
    columns.remotePort[row] = end.remotePort;
    columns.kindOfClient[row] = connectionKind(end, false);
    columns.kindOfServer[row] = connectionKind(end, true);
    columns.isCounted[row] = end.segmentsOut > 0 ? 1 : 0;
    columns.bytesSent[row] = end.bytesSent;
    // The kernel counts the peer's FIN as a byte: nearly every connection that ended without a reset had one.
    columns.bytesReceived[row] = end.dataSegmentsIn === 0 ? 0 : end.bytesReceived;
    columns.segmentsOut[row] = end.segmentsOut;
    columns.segmentsIn[row] = end.segmentsIn;
    columns.roundTripUs[row] = end.wasEstablished ? end.roundTripUs : 0;
    columns.retransmits[row] = end.retransmits;
    columns.exchanges[row] = exchangesOf(end);
    columns.unreadFin[row] = end.receiveQueue === 1 ? 1 : 0;
  }
}

function columnsOf(capacity: number) {
  return {
    localAddress: new Uint32Array(capacity),
    localPort: new Uint16Array(capacity),
    remoteAddress: new Uint32Array(capacity),
    remotePort: new Uint16Array(capacity),
    kindOfClient: new Uint8Array(capacity),
    kindOfServer: new Uint8Array(capacity),
    /** The kernel had not forgotten its counts. */
    isCounted: new Uint8Array(capacity),
    bytesSent: new Float64Array(capacity),
    bytesReceived: new Float64Array(capacity),
    segmentsOut: new Uint32Array(capacity),
    segmentsIn: new Uint32Array(capacity),
    roundTripUs: new Uint32Array(capacity),
    retransmits: new Uint32Array(capacity),
    exchanges: new Uint32Array(capacity),
    /** The peer's FIN is one of the bytes received. */
    unreadFin: new Uint8Array(capacity),
  };
}

export type EndColumns = ReturnType<typeof columnsOf>;

function grown(columns: EndColumns): EndColumns {
  const larger = columnsOf(Math.min(columns.localPort.length * growth, largestBatch));
  for (const [name, column] of Object.entries(columns)) larger[name as keyof EndColumns].set(column);
  return larger;
}
