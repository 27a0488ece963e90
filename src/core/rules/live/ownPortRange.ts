import type { NarrowRange } from '../../aggregate/boundPorts.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { livingRows } from '../../model/livingRows.ts';
import { numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { holderFacts, inodesOf, pilesOf } from './piles.ts';

const maxFindings = 3;

/**
 * A program takes its ports from its own narrow range (`IP_LOCAL_PORT_RANGE`, Linux 6.3) and has used all of it for
 * one destination, while the host has ports left.
 * Source: net/ipv4/inet_connection_sock.c, inet_sk_get_local_port_range(); tested on 6.18.
 */
export const ownPortRange = liveRule({
  id: 'own-port-range',
  section: 'own-port-range',
  severity: 'information',
  requires: ['sockets', 'parameters'],
  requiresKeys: ['net.ipv4.ip_local_port_range'],
  ownersWanted: ({ sockets }) =>
    sockets === undefined
      ? []
      : rangesOf(sockets).flatMap((range) => inodesOf(sockets.table, rowsOf(sockets, range))),
  judge({ sockets }) {
    return sockets === undefined ? [] : rangesOf(sockets).map((range) => finding(range, sockets));
  },
});

function rangesOf({ aggregation }: SocketEvidence): readonly NarrowRange[] {
  return (aggregation.bound?.narrow ?? []).slice(0, maxFindings);
}

function rowsOf({ table, aggregation }: SocketEvidence, { group }: NarrowRange): readonly number[] {
  const rows: number[] = [];
  for (const row of livingRows(table))
    if (aggregation.groups.ofRow[row] === group && table.inode[row] !== 0) rows.push(row);
  return rows;
}

function finding(range: NarrowRange, sockets: SocketEvidence): LiveFinding {
  const { aggregation, table } = sockets;
  const { low, high, used, group } = range;
  const of = aggregation.groups.get(group);
  const rows = rowsOf(sockets, range);
  const [pile] = pilesOf(sockets, rows);
  const who = pile?.subject.kind === 'process' ? pile.who : 'A program';
  const width = high - low + 1;
  const subject =
    of.kind === 'destination'
      ? {
          kind: 'destination' as const,
          localAddress: table.addresses.format(of.localAddress),
          remoteAddress: table.addresses.format(of.remoteAddress),
          remotePort: of.remotePort,
        }
      : { kind: 'host' as const };
  const to =
    subject.kind === 'destination'
      ? formatEndpoint(subject.remoteAddress, subject.remotePort)
      : 'one destination';
  return {
    severity: 'information',
    side: 'client',
    subject,
    title: `${who} uses ${numberText(used)} of the ${numberText(width)} ports ${String(low)}–${String(high)} to ${to}, without a gap: it has probably set its own port range.`,
    explanation:
      'IP_LOCAL_PORT_RANGE narrows the range for a single socket, regardless of ip_local_port_range. When that range is exhausted, connect() in this program fails with EADDRNOTAVAIL while other programs still get ports.',
    evidence: [
      fact.sockets(
        'own-range',
        'Ports to this destination',
        `${numberText(used)} in ${String(low)}–${String(high)}`,
      ),
      ...holderFacts(sockets, rows),
    ],
    remedies: [
      'Widen the range that the program sets with IP_LOCAL_PORT_RANGE, or remove the option.',
      'Keep connections open and reuse them, with a connection pool or HTTP keep-alive.',
    ],
  };
}
