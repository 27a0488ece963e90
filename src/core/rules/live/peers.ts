import { formatEndpoint } from '../../model/endpoint.ts';
import type { Evidence, Subject } from '../../model/finding.ts';
import { livingRows } from '../../model/livingRows.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { localAddressText, remoteAddressText, type SocketTable } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import type { SocketEvidence } from '../rule.ts';
import { holderFacts } from './piles.ts';

/** Sockets that wait for the same peer, or for many peers of which each has too few to be worth a finding. */
export interface PeerGroup {
  readonly subject: Subject;
  /** The peer: an endpoint that this host connects to, the address of a client, or how many peers there are. */
  readonly peer: string;
  /** How many peers there are. */
  readonly peers: number;
  readonly rows: readonly number[];
}

/** More would bury the reader. */
const maxGroups = 5;
/** So many do not fail at once, each for a reason of its own. */
export const manyPeers = 10;

/**
 * By remote endpoint where this host connected, by listener and remote address where the peer did. Biggest first. Peers with
 * fewer than `least` sockets form one group, last: a hundred silent peers may have one each, and one with few is worth knowing.
 */
export function byPeer(
  sockets: SocketEvidence,
  rows: readonly number[],
  least: number,
): readonly PeerGroup[] {
  const { table, aggregation } = sockets;
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const group = aggregation.groups.ofRow[row] ?? 0;
    const isServer = aggregation.groups.get(group).kind === 'listener';
    const remote = table.remoteAddress[row] ?? 0;
    const key = isServer
      ? `s ${String(group)} ${String(remote)}`
      : `${String(remote)} ${String(table.remotePort[row])}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  const sorted = [...groups.values()].sort((a, b) => b.length - a.length);
  const shown = sorted.slice(0, maxGroups).filter((group) => group.length >= least);
  const rest = sorted.slice(shown.length);
  const alone = rest.length === 1 ? sorted : shown;
  return [
    ...alone.map((group) => ofOne(sockets, group)),
    ...(rest.length > 1 ? [ofMany(sockets, rest, shown.length > 0)] : []),
  ];
}

function ofOne({ table, aggregation }: SocketEvidence, rows: readonly number[]): PeerGroup {
  const [row = 0] = rows;
  const address = remoteAddressText(table, row);
  const localAddress = localAddressText(table, row);
  const remotePort = table.remotePort[row] ?? 0;
  if (aggregation.groups.get(aggregation.groups.ofRow[row] ?? 0).kind === 'listener') {
    const subject = { kind: 'listener', address: localAddress, port: table.localPort[row] ?? 0 } as const;
    return { subject, peer: address, peers: 1, rows };
  }
  const subject = { kind: 'destination', localAddress, remoteAddress: address, remotePort } as const;
  return { subject, peer: formatEndpoint(address, remotePort), peers: 1, rows };
}

/** Ports of one address are one peer: clients of a listening socket that is gone, or services of one host. */
function ofMany(
  { table }: SocketEvidence,
  groups: readonly (readonly number[])[],
  areOthers: boolean,
): PeerGroup {
  const rows = groups.flat();
  const peers = new Set(rows.map((row) => table.remoteAddress[row])).size;
  if (peers === 1) {
    const peer = `${remoteAddressText(table, rows[0] ?? 0)} (${countText(groups.length, 'port')})`;
    return { subject: { kind: 'host' }, peer, peers, rows };
  }
  const peer = countText(peers, areOthers ? 'other peer' : 'peer');
  return { subject: { kind: 'host' }, peer, peers, rows };
}

export function waitingFacts(
  sockets: SocketEvidence,
  rows: readonly number[],
  label: string,
): readonly Evidence[] {
  const { table } = sockets;
  // In SYN_SENT the SYN itself counts as a byte.
  const sent = rows.reduce(
    (sum, row) => sum + (table.state[row] === TcpState.SYN_SENT ? 0 : (table.sendQueue[row] ?? 0)),
    0,
  );
  const most = mostRetransmits(table, rows);
  return [
    fact.sockets('waiting', label, numberText(rows.length)),
    ...(most === 0
      ? []
      : [fact.sockets('retransmissions', 'Most retransmissions of one', numberText(most), 'timers')]),
    ...(sent === 0
      ? []
      : [fact.sockets('bytes-not-acknowledged', 'Bytes not acknowledged', numberText(sent))]),
    ...holderFacts(sockets, rows),
  ];
}

export function mostRetransmits(table: SocketTable, rows: readonly number[]): number {
  return rows.reduce((most, row) => Math.max(most, table.retransmits[row] ?? 0), 0);
}

/**
 * Other connections to the same remote address, or endpoint, that are established and wait for nothing.
 * @param rows of one peer; of its endpoints nothing is said if there are several.
 */
export function healthyTo(
  { table }: SocketEvidence,
  rows: readonly number[],
): { endpoint: number; address: number } {
  const counts = { endpoint: 0, address: 0 };
  const [row = 0] = rows;
  const isOneEndpoint = rows.every((one) => table.remotePort[one] === table.remotePort[row]);
  for (const other of livingRows(table)) {
    if (table.remoteAddress[other] !== table.remoteAddress[row]) continue;
    if (table.state[other] !== TcpState.ESTABLISHED || (table.retransmits[other] ?? 0) > 0) continue;
    counts.address++;
    if (isOneEndpoint && table.remotePort[other] === table.remotePort[row]) counts.endpoint++;
  }
  return counts;
}
