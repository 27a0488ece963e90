import type { Listener } from '../../aggregate/aggregation.ts';
import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { quietGone, quietUnknown } from '../../model/socketTable.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { isAtFileLimit } from './fileLimit.ts';
import { pilesOf } from './piles.ts';
import { unacceptedRows } from './programs.ts';

/** A program at work accepts within milliseconds. */
const longMs = 1000;
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

/** A full queue is another rule's. */
function isWithinLimit({ rows }: Listener, { table }: SocketEvidence): boolean {
  const queued = rows.filter((row) => (table.receiveQueue[row] ?? 0) > 0);
  return (
    queued.length > 0 &&
    queued.every((row) => (table.receiveQueue[row] ?? 0) <= (table.acceptQueueLimit?.[row] ?? 0))
  );
}

function longWaiting(sockets: SocketEvidence, { group }: Listener): readonly number[] {
  const { quietMs } = sockets.table;
  if (quietMs === undefined) return [];
  return unacceptedRows(sockets, group).filter((row) => {
    const quiet = quietMs[row] ?? quietUnknown;
    return quiet >= longMs && quiet < quietGone;
  });
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
  const limit = own.reduce((sum, row) => sum + (table.acceptQueueLimit?.[row] ?? 0), 0);
  const isFull = own.some((row) => (owners?.get(table.inode[row] ?? 0) ?? []).some(isAtFileLimit));
  return {
    side: 'server',
    subject: { kind: 'listener', address: table.addresses.format(address), port },
    title: `${who} does not accept on ${endpoint}: ${countText(rows.length, 'connection has', 'connections have')} waited for more than a second.`,
    explanation: `The queue has room (limit ${numberText(limit)}), so clients connect at once and then get no answer. ${
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
      fact.sockets('accept-queue-limit', 'Limit of the queue', numberText(limit), 'listener'),
    ],
    remedies: isFull
      ? ['Raise the limit of open files of the program, and restart it.']
      : [
          'Look what the program does: its log, a stack of its threads (gdb -p, py-spy, jstack), cat /proc/PID/stack.',
          'Give it more workers, or let it accept apart from the work on each connection.',
        ],
  };
}
