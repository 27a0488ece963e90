import { counterGrowth, type CounterReadings } from '../../model/counters.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import type { LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { allPortsHeld } from './fullDestinations.ts';
import { natOnTheWay } from './natOnTheWay.ts';
import { peerRule } from './peerRule.ts';
import { healthyTo, manyPeers, mostRetransmits, waitingFacts, type PeerGroup } from './peers.ts';
import { holdersOf, rowsInState } from './piles.ts';

/**
 * connect() waits, and the SYN has been sent again at least once: no answer for a second or more. A refusal would have
 * ended it at once.
 * Source: net/ipv4/tcp_timer.c, tcp_retransmit_timer(); since 6.5 the first SYNs are a second apart
 * (tcp_syn_linear_timeouts), so as many seconds have passed as were sent again at least.
 */
export const connectUnanswered = peerRule({
  id: 'connect-unanswered',
  section: 'peer-silent',
  warningCount: 5,
  rowsOf,
  finding,
});

/**
 * Sockets whose SYN was sent again: before they were listed, or, if the counter has grown for nearly all of them since, between
 * the two readings of an inspection.
 */
export function unansweredRows(
  { table, aggregation }: Pick<SocketEvidence, 'table' | 'aggregation'>,
  counters: CounterReadings | undefined,
): readonly number[] {
  const all = rowsInState(table, TcpState.SYN_SENT);
  const earlier = all.filter((row) => (table.retransmits[row] ?? 0) > 0);
  const seconds = counters?.previous?.secondsEarlier ?? 0;
  if (counters === undefined || seconds <= 0 || seconds > longestReading) return earlier;
  // Where others stand, a SYN that is sent again may be one that the path has lost.
  const answering = answeringEnds(table);
  const young = all.filter((row) => table.retransmits[row] === 0 && !answering.has(endOf(table, row)));
  const again = counterGrowth(counters, synsAgain) ?? 0;
  // What was silent before sends a SYN a second at most; a listening socket's SYN-ACKs count as well.
  const others = earlier.length * Math.ceil(seconds) + (aggregation.countByState[TcpState.SYN_RECV] ?? 0);
  const areSilent = young.length >= leastYoung && again - others >= young.length * nearlyAll;
  return areSilent ? [...earlier, ...young] : earlier;
}

/** Remote endpoints with an established connection. */
function answeringEnds(table: SocketEvidence['table']): ReadonlySet<number> {
  return new Set(rowsInState(table, TcpState.ESTABLISHED).map((row) => endOf(table, row)));
}

function endOf({ remoteAddress, remotePort }: SocketEvidence['table'], row: number): number {
  return (remoteAddress[row] ?? 0) * 65_536 + (remotePort[row] ?? 0);
}

const synsAgain = 'TcpExt.TCPSynRetrans';
const nearlyAll = 0.9;
/** Of fewer the counter may speak of others, which have come and gone meanwhile. */
const leastYoung = 5;
/** In seconds: within a longer time other sockets may have come and gone. */
const longestReading = 3;

function rowsOf(
  { table, aggregation }: SocketEvidence,
  counters: CounterReadings | undefined,
): readonly number[] {
  if (aggregation.countByState[TcpState.SYN_SENT] === 0) return [];
  const waiting = unansweredRows({ table, aggregation }, counters);
  const overflows = overflowsPerSecond(counters) >= waiting.length * leastOverflows;
  return waiting.filter(
    (row) => !listenersFor(table, aggregation, row).some((own) => overflows || isFull(table, own)),
  );
}

/** Each of these SYNs is sent again within seconds, so that a queue that drops them overflows about so often a second for each. */
const leastOverflows = 0.05;

/** Over a few seconds: what overflowed within minutes may have nothing to do with what waits now. */
function overflowsPerSecond(counters: CounterReadings | undefined): number {
  const seconds = counters?.previous?.secondsEarlier ?? 0;
  if (counters === undefined || seconds <= 0 || seconds > 15) return 0;
  return (counterGrowth(counters, 'TcpExt.ListenOverflows') ?? 0) / seconds;
}

/** The listening sockets of this host that a connection goes to. What does not fit into their queues is another rule's. */
function listenersFor(
  table: SocketEvidence['table'],
  { listeners }: SocketEvidence['aggregation'],
  row: number,
): readonly number[] {
  const { addresses, remoteAddress, remotePort } = table;
  const remote = remoteAddress[row] ?? 0;
  return listeners
    .filter(
      ({ address, port }) =>
        port === remotePort[row] &&
        (address === remote || (addresses.isWildcard(address) && addresses.isLoopback(remote))),
    )
    .flatMap(({ rows }) => rows);
}

/** Where the source tells no limit, any queue may be full. */
function isFull({ receiveQueue, acceptQueueLimit }: SocketEvidence['table'], row: number): boolean {
  const length = receiveQueue[row] ?? 0;
  return length > 0 && length > (acceptQueueLimit?.[row] ?? 0);
}

function finding({ subject, peer, peers, rows }: PeerGroup, sockets: SocketEvidence): LiveFinding {
  const { table } = sockets;
  const held = allPortsHeld(sockets, rows, 'SYN_SENT');
  const seconds = Math.max(1, mostRetransmits(table, rows));
  const healthy = healthyTo(sockets, rows);
  const { who, isOne } = holdersOf(sockets, rows, 'This host');
  return {
    ...(held && { severity: 'error' as const }),
    subject,
    side: 'client',
    states: ['SYN_SENT'],
    title:
      `${who} ${isOne ? 'waits' : 'wait'} in connect() on ${countText(rows.length, 'socket')}: ${peer} ${peers > 1 ? 'do' : 'does'} not answer` +
      `${held === undefined ? '' : `, and they hold ${held.what}`}.`,
    explanation: `${peers > 1 ? reasonOfMany(peers) : reason(healthy, peer)} The SYN of these connections was retransmitted, for at least ${numberText(seconds)} s for the oldest; connect() gives up after about two minutes with ETIMEDOUT (tcp_syn_retries).${
      held === undefined ? '' : ` ${held.text}`
    }${natOnTheWay(sockets, rows)}`,
    evidence: [
      ...waitingFacts(sockets, rows, 'SYN_SENT, retransmitting'),
      ...(peers > 1
        ? []
        : [
            fact.sockets('answers-endpoint', `Established to ${peer}`, numberText(healthy.endpoint)),
            fact.sockets('answers-address', 'Established to its address', numberText(healthy.address)),
          ]),
    ],
    remedies: [
      'Check whether the peer is up and reachable: use ping, traceroute or its own report.',
      'Look for a firewall that drops packets instead of rejecting them: on this host, on the path, or at the peer.',
      'Set a timeout for connect() in the program, so that calls do not pile up.',
    ],
  };
}

function reasonOfMany(peers: number): string {
  return peers >= manyPeers
    ? 'So many peers are rarely all down: a firewall drops the packets, on this host or on the path, or the route leads nowhere.'
    : 'None of these peers answers: each is down, or a firewall drops the packets, on this host or on the path. A closed port would refuse the connection immediately.';
}

function reason({ endpoint, address }: { endpoint: number; address: number }, peer: string): string {
  if (endpoint > 0)
    return `${peer} answers on other connections, so it is up: it drops SYNs because its queue is full, or a limit on the path drops them.`;
  if (address > 0)
    return 'The host answers on another port, so it is up: a firewall drops packets to this port, or its queue is full.';
  return 'There is no answer at all: the host is down, or a firewall drops the packets. A closed port would refuse the connection immediately.';
}
