import { formatEndpoint } from '../../model/endpoint.ts';
import type { Evidence, Subject } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { localAddressText, remoteAddressText, type SocketTable } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import type { SocketEvidence } from '../rule.ts';
import { holderFacts, pilesOf } from './piles.ts';

/** Sockets that wait for the same peer. */
export interface PeerGroup {
  readonly subject: Subject;
  /** The peer: an endpoint that this host connects to, or the address of a client. */
  readonly peer: string;
  readonly rows: readonly number[];
}

/** More would bury the reader. */
const maxGroups = 5;

/** By remote endpoint where this host connected, by listener and remote address where the peer did. Biggest first. */
export function byPeer(
  { table, aggregation }: SocketEvidence,
  rows: readonly number[],
): readonly PeerGroup[] {
  const groups = new Map<
    string,
    { readonly row: number; readonly isServer: boolean; readonly rows: number[] }
  >();
  for (const row of rows) {
    const group = aggregation.groups.ofRow[row] ?? 0;
    const isServer = aggregation.groups.get(group).kind === 'listener';
    const remote = table.remoteAddress[row] ?? 0;
    const key = isServer
      ? `s ${String(group)} ${String(remote)}`
      : `${String(remote)} ${String(table.remotePort[row])}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { row, isServer, rows: [row] });
    else known.rows.push(row);
  }
  return [...groups.values()]
    .sort((a, b) => b.rows.length - a.rows.length)
    .slice(0, maxGroups)
    .map(({ row, isServer, rows: all }) => {
      const address = remoteAddressText(table, row);
      const localAddress = localAddressText(table, row);
      const remotePort = table.remotePort[row] ?? 0;
      return isServer
        ? {
            subject: { kind: 'listener', address: localAddress, port: table.localPort[row] ?? 0 },
            peer: address,
            rows: all,
          }
        : {
            subject: { kind: 'destination', localAddress, remoteAddress: address, remotePort },
            peer: formatEndpoint(address, remotePort),
            rows: all,
          };
    });
}

/** Who holds these sockets, as the beginning of a sentence: the program with most of them, and how many others. */
export function whoOf(sockets: SocketEvidence, rows: readonly number[]): string {
  const programs = pilesOf(sockets, rows).filter(({ subject }) => subject.kind === 'process');
  const [first, ...others] = programs;
  if (first === undefined) return 'This host';
  return others.length === 0 ? first.who : `${first.who} and ${countText(others.length, 'other program')}`;
}

export function waitingFacts(
  sockets: SocketEvidence,
  rows: readonly number[],
  label: string,
): readonly Evidence[] {
  const { table } = sockets;
  const sent = rows.reduce((sum, row) => sum + (table.sendQueue[row] ?? 0), 0);
  return [
    fact.sockets('waiting', label, numberText(rows.length)),
    fact.sockets(
      'retransmissions',
      'Most retransmissions of one',
      numberText(mostRetransmits(table, rows)),
      'timers',
    ),
    ...(sent === 0
      ? []
      : [fact.sockets('bytes-not-acknowledged', 'Bytes not acknowledged', numberText(sent))]),
    ...holderFacts(sockets, rows),
  ];
}

export function mostRetransmits(table: SocketTable, rows: readonly number[]): number {
  return rows.reduce((most, row) => Math.max(most, table.retransmits[row] ?? 0), 0);
}

/** Other connections to the same remote address, or endpoint, that are established and wait for nothing. */
export function healthyTo({ table }: SocketEvidence, row: number): { endpoint: number; address: number } {
  const counts = { endpoint: 0, address: 0 };
  for (let other = 0; other < table.length; other++) {
    if (table.remoteAddress[other] !== table.remoteAddress[row]) continue;
    if (table.state[other] !== TcpState.ESTABLISHED || (table.retransmits[other] ?? 0) > 0) continue;
    counts.address++;
    if (table.remotePort[other] === table.remotePort[row]) counts.endpoint++;
  }
  return counts;
}
