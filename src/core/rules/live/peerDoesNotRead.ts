import { countText, numberText } from '../../model/numberText.ts';
import { TimerKind } from '../../model/socketTable.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { byPeer, mostRetransmits, waitingFacts, whoOf, type PeerGroup } from './peers.ts';
import { inodesOf } from './piles.ts';

/** One connection whose reader pauses is no news; as many that wait at once are. */
const leastCount = 10;
/** Probes that were not answered: a peer that is up answers each. */
const unansweredProbes = 3;

/**
 * The peer's receive window is shut, and the kernel probes whether it opens: the program over there does not read. A
 * probe that is answered sets their number to 0, so several mean that the peer does not answer either.
 * Source: net/ipv4/tcp_timer.c, tcp_probe_timer(); net/ipv4/tcp_input.c, tcp_ack(): `icsk_probes_out = 0`.
 */
export const peerDoesNotRead = liveRule({
  id: 'peer-does-not-read',
  section: 'peer-does-not-read',
  severity: 'warning',
  requires: ['sockets'],
  ownersWanted: ({ sockets }) => (sockets === undefined ? [] : inodesOf(sockets.table, rowsOf(sockets))),
  judge({ sockets }) {
    if (sockets === undefined) return [];
    return byPeer(sockets, rowsOf(sockets))
      .filter(({ rows }) => rows.length >= leastCount)
      .map((group) => finding(group, sockets));
  },
});

function rowsOf({ table }: SocketEvidence): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < table.length; row++)
    if (table.timer[row] === TimerKind.probe && (table.sendQueue[row] ?? 0) > 0) rows.push(row);
  return rows.length < leastCount ? [] : rows;
}

function finding({ subject, peer, rows }: PeerGroup, sockets: SocketEvidence): LiveFinding {
  const isSilent = mostRetransmits(sockets.table, rows) >= unansweredProbes;
  return {
    subject,
    states: ['ESTABLISHED', 'CLOSE_WAIT', 'FIN_WAIT1'],
    title: `${whoOf(sockets, rows)} cannot send on ${countText(rows.length, 'connection')}: ${peer} does not read.`,
    explanation: isSilent
      ? 'The peer has closed its receive window and does not answer the probes: it is gone, or the path to it is broken.'
      : 'The peer is up and answers the probes, but its receive window is closed: the program there does not read. In the program on this host, write() blocks, or data piles up.',
    evidence: [
      ...waitingFacts(sockets, rows, 'Connections with a closed receive window'),
      fact.sockets(
        'longest-probe-timer',
        'Longest time to the next probe',
        `${numberText(longest(sockets, rows))} s`,
        'timers',
      ),
    ],
    remedies: [
      'Check the program on the other side: it hangs, or processes data too slowly.',
      'Set a timeout for writing in the program on this host.',
    ],
  };
}

function longest({ table }: SocketEvidence, rows: readonly number[]): number {
  return rows.reduce((most, row) => Math.max(most, table.timerMs[row] ?? 0), 0) / 1000;
}
