import { livingRows } from '../../model/livingRows.ts';
import { countText } from '../../model/numberText.ts';
import { TcpState } from '../../model/tcpState.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { byPeer, waitingFacts, type PeerGroup } from './peers.ts';

const leastRetransmits = 2;
const leastCount = 20;
const states: ReadonlySet<number> = new Set([TcpState.FIN_WAIT1, TcpState.LAST_ACK, TcpState.CLOSING]);

/**
 * This side has closed, and the peer acknowledges neither the rest of the data nor the FIN. No program holds these
 * sockets any more; the kernel sends on for them, and each takes memory and counts as an orphan.
 * Source: net/ipv4/tcp_timer.c, tcp_orphan_retries(): 8 times where tcp_orphan_retries is 0.
 */
export const closeUnacknowledged = liveRule({
  id: 'close-unacknowledged',
  section: 'close-unacknowledged',
  severity: 'warning',
  requires: ['sockets'],
  judge({ sockets }) {
    if (sockets === undefined) return [];
    const rows = rowsOf(sockets);
    return rows.length < leastCount
      ? []
      : byPeer(sockets, rows, leastCount).map((group) => finding(group, sockets));
  },
});

function rowsOf({ table, aggregation }: SocketEvidence): readonly number[] {
  const count = [...states].reduce((sum, state) => sum + (aggregation.countByState[state] ?? 0), 0);
  if (count < leastCount) return [];
  const rows: number[] = [];
  for (const row of livingRows(table))
    if (states.has(table.state[row] ?? 0) && (table.retransmits[row] ?? 0) >= leastRetransmits)
      rows.push(row);
  return rows;
}

function finding({ subject, peer, peers, rows }: PeerGroup, sockets: SocketEvidence): LiveFinding {
  return {
    ...(rows.length < leastCount && { severity: 'information' as const }),
    subject,
    states: ['FIN_WAIT1', 'LAST_ACK', 'CLOSING'],
    title: `${countText(rows.length, 'connection')} that this host has closed cannot end: ${peer} ${peers > 1 ? 'do' : 'does'} not acknowledge.`,
    explanation: `${peers > 1 ? 'Peers disappeared without closing, or the path to them is broken' : 'The peer disappeared without closing, or the path to it is broken'}. No program holds these sockets any more; the kernel retransmits their data and FIN with doubling intervals until tcp_orphan_retries is reached. Until then they use memory and count as orphans.`,
    evidence: waitingFacts(sockets, rows, 'Closed here, retransmitting'),
    remedies: [
      'Check whether the peer is up, and whether something on the path drops packets.',
      'Lower net.ipv4.tcp_orphan_retries if such sockets use too much memory.',
    ],
  };
}
