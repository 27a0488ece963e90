import type { AddressId } from '../model/addressTable.ts';
import { livingRows } from '../model/livingRows.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';

/** The listening sockets of a table, used to find the one that accepted a connection. */
export class Listeners {
  /** Rows of listening sockets. */
  readonly rows: readonly number[];
  /** 1 for each port with a listening socket, on any address. */
  readonly ports = new Uint8Array(65536);
  readonly #table: SocketTable;
  readonly #addressesByPort = new Map<number, AddressId[]>();

  constructor(table: SocketTable) {
    this.#table = table;
    const rows: number[] = [];
    for (const row of livingRows(table)) {
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
   * The address of the listening socket that accepted a connection with this local address and port: the same
   * address, otherwise the wildcard of its family, otherwise `::`, also for IPv4 (dual stack). If only other
   * addresses have a listening socket on this port, the original listener is gone and the connection's own address
   * stands in for it. Undefined if there is no listening socket on the port.
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
