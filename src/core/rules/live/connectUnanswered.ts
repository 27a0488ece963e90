import { countText, numberText } from '../../model/numberText.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { holdsAllPorts, noPortText } from './fullDestinations.ts';
import { natOnTheWay } from './natOnTheWay.ts';
import { byPeer, healthyTo, mostRetransmits, waitingFacts, whoOf, type PeerGroup } from './peers.ts';
import { inodesOf, rowsInState } from './piles.ts';

const warningCount = 5;

/**
 * connect() waits, and the SYN has been sent again at least once: no answer for a second or more. A refusal would have
 * ended it at once.
 * Source: net/ipv4/tcp_timer.c, tcp_retransmit_timer(); since 6.5 the first SYNs are a second apart
 * (tcp_syn_linear_timeouts), so as many seconds have passed as were sent again at least.
 */
export const connectUnanswered = liveRule({
  id: 'connect-unanswered',
  section: 'peer-silent',
  severity: 'warning',
  requires: ['sockets'],
  ownersWanted: ({ sockets }) => (sockets === undefined ? [] : inodesOf(sockets.table, rowsOf(sockets))),
  judge({ sockets }) {
    if (sockets === undefined) return [];
    return byPeer(sockets, rowsOf(sockets)).map((group) => finding(group, sockets));
  },
});

function rowsOf({ table, aggregation }: SocketEvidence): readonly number[] {
  if (aggregation.countByState[TcpState.SYN_SENT] === 0) return [];
  return rowsInState(table, TcpState.SYN_SENT).filter(
    (row) => (table.retransmits[row] ?? 0) > 0 && !isListenedOnHere(table, aggregation, row),
  );
}

/** A listener of this host that does not take the SYN has a full queue, which is another rule's. */
function isListenedOnHere(
  { addresses, remoteAddress, remotePort }: SocketEvidence['table'],
  { listeners }: SocketEvidence['aggregation'],
  row: number,
): boolean {
  const remote = remoteAddress[row] ?? 0;
  return listeners.some(
    ({ address, port, rows }) =>
      port === remotePort[row] &&
      rows.length > 0 &&
      (address === remote || (addresses.isWildcard(address) && addresses.isLoopback(remote))),
  );
}

function finding({ subject, peer, rows }: PeerGroup, sockets: SocketEvidence): LiveFinding {
  const { table } = sockets;
  const [row = 0] = rows;
  const isExhausted = holdsAllPorts(sockets, rows, 'SYN_SENT');
  const seconds = mostRetransmits(table, rows);
  const healthy = healthyTo(sockets, row);
  return {
    severity: isExhausted ? 'error' : rows.length >= warningCount ? 'warning' : 'information',
    subject,
    side: 'client',
    states: ['SYN_SENT'],
    title:
      `${whoOf(sockets, rows)} waits in connect() on ${countText(rows.length, 'socket')}: ${peer} does not answer` +
      `${isExhausted ? ', and they hold all local ports' : ''}.`,
    explanation: `${reason(healthy, peer)} The SYN of these connections was retransmitted, for at least ${numberText(seconds)} s for the oldest; connect() gives up after about two minutes with ETIMEDOUT (tcp_syn_retries).${
      isExhausted ? ` ${noPortText}` : ''
    }${natOnTheWay(sockets, row)}`,
    evidence: [
      ...waitingFacts(sockets, rows, 'SYN_SENT, retransmitting'),
      fact.sockets('answers-endpoint', `Established to ${peer}`, numberText(healthy.endpoint)),
      fact.sockets('answers-address', 'Established to its address', numberText(healthy.address)),
    ],
    remedies: [
      'Check whether the peer is up and reachable: use ping, traceroute or its own report.',
      'Look for a firewall that drops packets instead of rejecting them: on this host, on the path, or at the peer.',
      'Set a timeout for connect() in the program, so that calls do not pile up.',
    ],
  };
}

function reason({ endpoint, address }: { endpoint: number; address: number }, peer: string): string {
  if (endpoint > 0)
    return `${peer} answers on other connections, so it is up: it drops SYNs because its queue is full, or a limit on the path drops them.`;
  if (address > 0)
    return 'The host answers on another port, so it is up: a firewall drops packets to this port, or its queue is full.';
  return 'There is no answer at all: the host is down, or a firewall drops the packets. A closed port would refuse the connection immediately.';
}
