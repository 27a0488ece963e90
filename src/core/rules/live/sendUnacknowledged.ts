import { livingRows } from '../../model/livingRows.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { TimerKind } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import type { LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { peerRule } from './peerRule.ts';
import { healthyTo, manyPeers, waitingFacts, type PeerGroup } from './peers.ts';
import { holdersOf } from './piles.ts';

const leastRetransmits = 3;

/**
 * Established connections send the same data for the third time and more: nothing is acknowledged. A single loss is
 * repaired long before.
 * Source: net/ipv4/tcp_timer.c, tcp_retransmit_timer(); the time between doubles, and tcp_retries2 ends it.
 */
export const sendUnacknowledged = peerRule({
  id: 'send-unacknowledged',
  section: 'peer-silent',
  warningCount: 5,
  rowsOf,
  finding,
});

function rowsOf({ table }: SocketEvidence): readonly number[] {
  const rows: number[] = [];
  for (const row of livingRows(table)) {
    if ((table.retransmits[row] ?? 0) < leastRetransmits || table.timer[row] !== TimerKind.retransmit)
      continue;
    const state = table.state[row];
    if (state === TcpState.ESTABLISHED || state === TcpState.CLOSE_WAIT) rows.push(row);
  }
  return rows;
}

function finding({ subject, peer, peers, rows }: PeerGroup, sockets: SocketEvidence): LiveFinding {
  const healthy = healthyTo(sockets, rows);
  const { who, isOne } = holdersOf(sockets, rows, 'This host');
  return {
    subject,
    states: ['ESTABLISHED', 'CLOSE_WAIT'],
    title: `${who} ${isOne ? 'gets' : 'get'} no acknowledgement on ${countText(rows.length, 'connection')}: ${peer} ${peers > 1 ? 'do' : 'does'} not respond.`,
    explanation:
      `${reason(peers, healthy.address)} ` +
      'The kernel retransmits the data with doubling intervals and gives up after about 15 minutes (tcp_retries2); until then the program waits.',
    evidence: [
      ...waitingFacts(sockets, rows, `Retransmitted ${String(leastRetransmits)} times or more`),
      ...(peers > 1
        ? []
        : [
            fact.sockets(
              'answers-address',
              'Established to the address and working',
              numberText(healthy.address),
            ),
          ]),
    ],
    remedies: [
      'Check whether the peer is up, and whether something on the path drops packets.',
      'Set a timeout in the program, or TCP_USER_TIMEOUT on the socket: the kernel’s own limit is long.',
      'Use keepalive for connections with long idle times, so that firewalls do not forget them.',
    ],
  };
}

function reason(peers: number, working: number): string {
  if (peers >= manyPeers)
    return 'So many peers rarely disappear at once: the path to them is broken, or a firewall or NAT on it has forgotten these connections.';
  if (peers > 1)
    return 'These peers disappeared without closing, or the path to them is broken: a host that fails or a firewall that forgets a connection sends no reset.';
  return working > 0
    ? 'Other connections to the same address work, so the host is up: a firewall or NAT on the path has forgotten these connections.'
    : 'The peer disappeared without closing, or the path to it is broken: a host that fails or a firewall that forgets a connection sends no reset.';
}
