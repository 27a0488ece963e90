import { countText, numberText } from '../../model/numberText.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { allPortsHeld } from './fullDestinations.ts';
import { largePiles, rowsInState, type Pile } from './piles.ts';

const leastCount = 50;

/**
 * A program has shut down its side but keeps the sockets: they wait in FIN_WAIT2 for the peer's FIN, and
 * `tcp_fin_timeout` only applies to orphans.
 * Source: net/ipv4/tcp.c, __tcp_close(); tested on 6.18 with shutdown().
 */
export const finWaitHeld = liveRule({
  id: 'fin-wait-held',
  section: 'fin-wait-2-pile-up',
  severity: 'information',
  requires: ['sockets'],
  ownersWanted: ({ sockets }) =>
    sockets === undefined ? [] : heldRows(sockets).map((row) => sockets.table.inode[row] ?? 0),
  judge({ sockets }) {
    if (sockets === undefined) return [];
    const isPile = (rows: readonly number[]): boolean => rows.length >= leastCount;
    return largePiles(sockets, heldRows(sockets), isPile).map((pile) => finding(pile, sockets));
  },
});

/** Empty if there are too few for a pile, so that their owners are not looked up. */
function heldRows({ table, aggregation }: SocketEvidence): readonly number[] {
  if ((aggregation.countByState[TcpState.FIN_WAIT2] ?? 0) < leastCount) return [];
  const rows = rowsInState(table, TcpState.FIN_WAIT2).filter((row) => table.inode[row] !== 0);
  return rows.length < leastCount ? [] : rows;
}

function finding({ subject, who, areMany, rows }: Pile, sockets: SocketEvidence): LiveFinding {
  const held = allPortsHeld(sockets, rows, 'FIN_WAIT2');
  return {
    ...(held && { severity: 'error' as const }),
    subject,
    states: ['FIN_WAIT2'],
    title: `${who} ${areMany === true ? 'hold' : 'holds'} ${countText(rows.length, 'connection')} in FIN_WAIT2${held === undefined ? '' : `, and with them ${held.what}`}.`,
    explanation:
      'This side has called shutdown() but keeps the sockets open, and the peer has not closed. tcp_fin_timeout only applies to sockets that no program holds, so these last as long as both programs keep them.' +
      (held === undefined ? '' : ` ${held.text}`),
    evidence: [fact.sockets('fin-wait-2-held', 'Held in FIN_WAIT2', numberText(rows.length), 'with-inode')],
    remedies: [
      'Let the program call close() after a timeout if the peer’s FIN does not arrive.',
      'Check the peer: it has these connections in CLOSE_WAIT.',
    ],
  };
}
