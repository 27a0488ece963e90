import type { Evidence } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { quietGone, quietUnknown } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { holdsAllPorts, noPortText } from './fullDestinations.ts';
import { pilesOf, rowsInState, type Pile } from './piles.ts';

/** A busy program briefly has a few; a pile means that it does not close its sockets. */
const warningCount = 50;
const errorCount = 1000;

/**
 * The peer has closed but the program on this host has not. CLOSE_WAIT has no timeout, so such sockets, their memory
 * and their file descriptors pile up until the program exits.
 * Source: RFC 9293 section 3.10.7.4; net/ipv4/tcp_input.c, tcp_fin().
 */
export const closeWaitPileUp = liveRule({
  id: 'close-wait-pile-up',
  section: 'close-wait-pile-up',
  severity: 'error',
  requires: ['sockets'],
  ownersWanted: ({ sockets }) =>
    sockets === undefined || !isPileUp(sockets)
      ? []
      : rowsOf(sockets).map((row) => sockets.table.inode[row] ?? 0),
  judge(input) {
    const { sockets } = input;
    if (sockets === undefined || !isPileUp(sockets)) return [];
    return pilesOf(sockets, stayingRows(sockets))
      .filter((pile) => pile.rows.length >= warningCount)
      .map((pile) => finding(pile, sockets));
  },
});

function isPileUp({ aggregation }: SocketEvidence): boolean {
  return (aggregation.countByState[TcpState.CLOSE_WAIT] ?? 0) >= warningCount;
}

function rowsOf({ table }: SocketEvidence): readonly number[] {
  return rowsInState(table, TcpState.CLOSE_WAIT);
}

/** In CLOSE_WAIT for longer than a program at work takes to answer and close. */
const youngMs = 3000;
/** A second look that is so much later shows which ones have gone; among a leak's there is none. */
const laterMs = 800;
const leakGoneShare = 0.02;

/** Without those that have just got there and are about to go. Where the source tells no times, all count. */
function stayingRows(sockets: SocketEvidence): readonly number[] {
  const { quietMs } = sockets.table;
  const rows = rowsOf(sockets);
  if (quietMs === undefined) return rows;
  const gone = rows.filter((row) => quietMs[row] === quietGone).length;
  const isLeak = (sockets.lookedAgainAfterMs ?? 0) >= laterMs && gone <= rows.length * leakGoneShare;
  return rows.filter((row) => {
    const quiet = quietMs[row] ?? quietUnknown;
    if (quiet === quietGone) return false;
    return isLeak || quiet === quietUnknown || quiet >= youngMs;
  });
}

function finding({ subject, who, rows }: Pile, sockets: SocketEvidence): LiveFinding {
  const { table } = sockets;
  const isExhausted = holdsAllPorts(sockets, rows, 'CLOSE_WAIT');
  const unread = rows.reduce((sum, row) => sum + (table.receiveQueue[row] ?? 0), 0);
  const unaccepted = rows.filter((row) => table.inode[row] === 0).length;
  const mostlyUnaccepted = unaccepted * 2 > rows.length;
  return {
    severity: isExhausted || rows.length >= errorCount ? 'error' : 'warning',
    subject,
    states: ['CLOSE_WAIT'],
    title: `${who}${mostlyUnaccepted ? ' (not yet accepted by the program)' : ''} holds ${countText(rows.length, 'connection')} in CLOSE_WAIT${isExhausted ? ', and with them all local ports' : ''}.`,
    explanation:
      'The peer has closed these connections, but the program on this host has not called close(). CLOSE_WAIT has no timeout, and no kernel parameter ends it: it lasts until the program closes the socket or exits.' +
      (isExhausted ? ` ${noPortText}` : ''),
    evidence: [
      fact.sockets('close-wait', 'Sockets in CLOSE_WAIT', numberText(rows.length)),
      fact.sockets(
        'bytes-not-read',
        'Unread bytes (the peer’s FIN counts as one)',
        numberText(unread),
        'receive-queues',
      ),
      ...ageFacts(table, rows),
      fact.sockets('not-accepted', 'Not yet accepted', numberText(unaccepted), 'without-inode'),
    ],
    remedies: mostlyUnaccepted
      ? ['Find out why the program does not call accept(): it hangs, or has too few workers.']
      : [
          'Find the code path that does not close the socket after the peer has: an error path, or a pool that does not check its connections.',
          'Restart the program to close the current ones; they will come back until the program is fixed.',
        ],
  };
}

function ageFacts({ quietMs }: SocketEvidence['table'], rows: readonly number[]): readonly Evidence[] {
  const ages = rows.map((row) => quietMs?.[row] ?? quietUnknown).filter((age) => age < quietGone);
  if (ages.length === 0) return [];
  return [
    fact.sockets(
      'oldest-close-wait',
      'Oldest, since its peer was last heard',
      `${numberText(Math.max(...ages) / 1000)} s`,
      'timers',
    ),
  ];
}
