import type { Aggregation } from '../../aggregate/aggregation.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import type { SocketTable } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';

/** Sockets with an owner that have something in common with a socket that no longer has one. */
export interface Kin {
  /** The listening socket that accepted the connection, or connections to the same remote endpoint. */
  readonly kind: 'listener' | 'destination';
  /** The endpoint that they have in common. */
  readonly endpoint: string;
  readonly rows: readonly number[];
}

/** Looking up the holders of more sockets would not add anything. */
const mostRows = 50;

/** Finds candidates for the process that closed a socket, which the kernel itself no longer knows. */
export function kinOf(table: SocketTable, { groups, listeners }: Aggregation, row: number): Kin {
  const group = groups.ofRow[row] ?? 0;
  const of = groups.get(group);
  const { addresses } = table;
  if (of.kind === 'listener') {
    const listening = listeners.find((listener) => listener.group === group)?.rows ?? [];
    const rows = listening.length > 0 ? listening : held(table, (other) => groups.ofRow[other] === group);
    return { kind: 'listener', endpoint: formatEndpoint(addresses.format(of.address), of.port), rows };
  }
  const { remoteAddress, remotePort } = of;
  return {
    kind: 'destination',
    endpoint: formatEndpoint(addresses.format(remoteAddress), remotePort),
    rows: held(
      table,
      (other) =>
        table.remotePort[other] === remotePort &&
        table.remoteAddress[other] === remoteAddress &&
        table.state[other] !== TcpState.LISTEN,
    ),
  };
}

function held(table: SocketTable, isKin: (row: number) => boolean): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < table.length && rows.length < mostRows; row++)
    if ((table.inode[row] ?? 0) !== 0 && isKin(row)) rows.push(row);
  return rows;
}
