import type { AddressId } from '../model/addressTable.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';

/** The listening sockets of a table, to find the one that a connection came in through. */
export class Listeners {
  /** Rows of listening sockets. */
  readonly rows: readonly number[];
  /** 1 for each port that is listened on, on whatever address. */
  readonly ports = new Uint8Array(65536);
  readonly #table: SocketTable;
  readonly #addressesByPort = new Map<number, AddressId[]>();

  constructor(table: SocketTable) {
    this.#table = table;
    const rows: number[] = [];
    for (let row = 0; row < table.length; row++) {
      if (table.state[row] !== TcpState.LISTEN) continue;
      rows.push(row);
      const port = table.localPort[row] ?? 0;
      const address = table.localAddress[row] ?? 0;
      this.ports[port] = 1;
      const addresses = this.#addressesByPort.get(port);
      if (addresses === undefined) this.#addressesByPort.set(port, [address]);
      else if (!addresses.includes(address)) addresses.push(address);
    }
    this.rows = rows;
  }

  /**
   * The address of the listening socket that a connection with this local address and port came in through: the same
   * address, else a wildcard of its family, else `::` for IPv4 too (dual stack). Where the port is listened on only on
   * other addresses, the listener is gone and the connection's own address stands for it. Undefined: nobody listens.
   */
  addressFor(local: AddressId, port: number): AddressId | undefined {
    if (this.ports[port] !== 1) return undefined;
    const candidates = this.#addressesByPort.get(port) ?? [];
    if (candidates.includes(local)) return local;
    const { addresses } = this.#table;
    const isIPv4 = addresses.isIPv4(local);
    const wildcards = candidates.filter((candidate) => addresses.isWildcard(candidate));
    const ofFamily = wildcards.find((candidate) => addresses.isIPv4(candidate) === isIPv4);
    const dualStack = isIPv4 ? wildcards[0] : undefined;
    return ofFamily ?? dualStack ?? local;
  }
}
