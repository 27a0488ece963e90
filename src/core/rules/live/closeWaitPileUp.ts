import type { Evidence } from '../../model/finding.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { quietGone, quietUnknown } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import { youngCloseWaitMs } from '../../model/waitingTimes.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { allPortsHeld } from './fullDestinations.ts';
import { largePiles, rowsInState, type Pile } from './piles.ts';

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
    const isPile = (rows: readonly number[]): boolean => rows.length >= warningCount;
    return largePiles(sockets, stayingRows(sockets), isPile).map((pile) => finding(pile, sockets));
  },
});

function isPileUp({ aggregation }: SocketEvidence): boolean {
  return (aggregation.countByState[TcpState.CLOSE_WAIT] ?? 0) >= warningCount;
}

function rowsOf({ table }: SocketEvidence): readonly number[] {
  return rowsInState(table, TcpState.CLOSE_WAIT);
}

/** A second look that is so much later shows which ones have gone; among a leak's there is none. */
const laterMs = 800;
const leakGoneShare = 0.02;

/**
 * Whether it has gone since the first look. A peer that has closed is not heard again, so one that was heard after that look is
 * another connection with the same ends: clients that bind their port come again.
 */
function isGone(quiet: number, laterThanMs: number): boolean {
  return quiet === quietGone || (quiet !== quietUnknown && quiet < laterThanMs / 2);
}

/** Without those that have just got there and are about to go. Where the source tells no times, all count. */
function stayingRows(sockets: SocketEvidence): readonly number[] {
  const { quietMs } = sockets.table;
  const rows = rowsOf(sockets);
  if (quietMs === undefined) return rows;
  const { lookedAgainAfterMs = 0 } = sockets;
  const gone = rows.filter((row) => isGone(quietMs[row] ?? quietUnknown, lookedAgainAfterMs)).length;
  const isLeak = lookedAgainAfterMs >= laterMs && gone <= rows.length * leakGoneShare;
  return rows.filter((row) => {
    const quiet = quietMs[row] ?? quietUnknown;
    if (isGone(quiet, lookedAgainAfterMs)) return false;
    return isLeak || quiet === quietUnknown || quiet >= youngCloseWaitMs;
  });
}

function finding({ subject, who, areMany, rows }: Pile, sockets: SocketEvidence): LiveFinding {
  const { table } = sockets;
  const held = allPortsHeld(sockets, rows, 'CLOSE_WAIT');
  const unread = rows.reduce((sum, row) => sum + (table.receiveQueue[row] ?? 0), 0);
  const unaccepted = rows.filter((row) => table.inode[row] === 0).length;
  const mostlyUnaccepted = unaccepted * 2 > rows.length;
  return {
    severity: held !== undefined || rows.length >= errorCount ? 'error' : 'warning',
    subject,
    states: ['CLOSE_WAIT'],
    title: `${who}${mostlyUnaccepted ? ' (not yet accepted by the program)' : ''} ${areMany === true ? 'hold' : 'holds'} ${countText(rows.length, 'connection')} in CLOSE_WAIT${held === undefined ? '' : `, and with them ${held.what}`}.`,
    explanation:
      'The peer has closed these connections, but the program on this host has not called close(). CLOSE_WAIT has no timeout, and no kernel parameter ends it: it lasts until the program closes the socket or exits.' +
      (held === undefined ? '' : ` ${held.text}`),
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
