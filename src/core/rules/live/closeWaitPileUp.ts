import { countText, numberText } from '../../model/numberText.ts';
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
    return pilesOf(sockets, rowsOf(sockets))
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
