import type { Listener } from '../../aggregate/aggregation.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { longWaitMs } from '../../model/waitingTimes.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { isAtFileLimit } from './fileLimit.ts';
import { pilesOf } from './piles.ts';
import { unacceptedRows } from './programs.ts';
import { hasWaited, isTimeUnknown, timesUnknown } from './timesUnknown.ts';

const leastCount = 3;

/**
 * Connections wait longer than a second for accept() while their queue has room: the program hangs, or is too slow. Such a
 * connection has no inode yet, and its peer was last heard when it came, or sent its first request.
 * Source: net/ipv4/inet_connection_sock.c, inet_csk_accept(); tcp_get_info(), tcpi_last_data_recv.
 */
export const acceptSlow = liveRule({
  id: 'accept-slow',
  section: 'program-hangs',
  severity: 'warning',
  requires: ['sockets'],
  ownersWanted: ({ sockets }) =>
    sockets === undefined
      ? []
      : sockets.aggregation.listeners.flatMap(({ rows }) => rows.map((row) => sockets.table.inode[row] ?? 0)),
  unsure: ({ sockets }) =>
    sockets !== undefined && mayWait(sockets) ? timesUnknown(sockets, 'ports') : undefined,
  judge({ sockets }) {
    if (sockets === undefined) return [];
    return sockets.aggregation.listeners
      .filter((listener) => isWithinLimit(listener, sockets))
      .flatMap((listener) => {
        const rows = longWaiting(sockets, listener);
        return rows.length < leastCount ? [] : [finding(listener, rows, sockets)];
      });
  },
});

function queued({ rows }: Listener, { table }: SocketEvidence): readonly number[] {
  return rows.filter((row) => (table.receiveQueue[row] ?? 0) > 0);
}

/** A full queue is another rule's. Where the source tells no limit, that rule may not see that it is full. */
function isWithinLimit(listener: Listener, sockets: SocketEvidence): boolean {
  const { receiveQueue, acceptQueueLimit } = sockets.table;
  const rows = queued(listener, sockets);
  return (
    rows.length > 0 &&
    rows.every(
      (row) => acceptQueueLimit === undefined || (receiveQueue[row] ?? 0) <= (acceptQueueLimit[row] ?? 0),
    )
  );
}

/** Whether so many connections are in a queue, for nobody knows how long, that a rule would speak if they stayed there. */
function mayWait(sockets: SocketEvidence): boolean {
  const { table, aggregation } = sockets;
  return aggregation.listeners.some((listener) => {
    if (!isWithinLimit(listener, sockets)) return false;
    if (table.quietMs === undefined)
      return listener.rows.some((row) => (table.receiveQueue[row] ?? 0) >= leastCount);
    const unknown = unacceptedRows(sockets, listener.group).filter((row) => isTimeUnknown(table, row));
    return unknown.length > 0 && unknown.length + longWaiting(sockets, listener).length >= leastCount;
  });
}

function longWaiting(sockets: SocketEvidence, { group }: Listener): readonly number[] {
  const { table } = sockets;
  return unacceptedRows(sockets, group).filter((row) => hasWaited(table, row, longWaitMs));
}

function finding(
  { address, port, rows: own }: Listener,
  rows: readonly number[],
  sockets: SocketEvidence,
): LiveFinding {
  const { table, owners } = sockets;
  const endpoint = formatEndpoint(table.addresses.format(address), port);
  const [pile] = pilesOf(sockets, own);
  const who = pile?.subject.kind === 'process' ? pile.who : 'The program';
  const longest = rows.reduce((most, row) => Math.max(most, table.quietMs?.[row] ?? 0), 0);
  const { acceptQueueLimit } = table;
  const limit = acceptQueueLimit && own.reduce((sum, row) => sum + (acceptQueueLimit[row] ?? 0), 0);
  const isFull = own.some((row) => (owners?.get(table.inode[row] ?? 0) ?? []).some(isAtFileLimit));
  return {
    side: 'server',
    subject: { kind: 'listener', address: table.addresses.format(address), port },
    title: `${who} does not accept on ${endpoint}: ${countText(rows.length, 'connection has', 'connections have')} waited for more than a second.`,
    explanation: `${limit === undefined ? 'The kernel accepts for the program as long as the queue has room' : `The queue has room (limit ${numberText(limit)})`}, so clients connect at once and then get no answer. ${
      isFull
        ? 'The program has no file descriptor left for accept().'
        : 'The program does not call accept(): it is stopped, hangs in a call, or all its workers are busy.'
    }`,
    evidence: [
      fact.sockets(
        'waiting-long',
        'Waiting for accept() longer than 1 s',
        numberText(rows.length),
        'without-inode',
      ),
      fact.sockets(
        'longest-wait',
        'Longest, since the peer was last heard',
        `${numberText(longest / 1000)} s`,
        'timers',
      ),
      ...(limit === undefined
        ? []
        : [fact.sockets('accept-queue-limit', 'Limit of the queue', numberText(limit), 'listener')]),
    ],
    remedies: isFull
      ? ['Raise the limit of open files of the program, and restart it.']
      : [
          'Look what the program does: its log, a stack of its threads (gdb -p, py-spy, jstack), cat /proc/PID/stack.',
          'Give it more workers, or let it accept apart from the work on each connection.',
        ],
  };
}
