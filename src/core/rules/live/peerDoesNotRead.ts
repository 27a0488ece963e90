import { livingRows } from '../../model/livingRows.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { isShutOut } from '../../model/socketTable.ts';
import { longWaitMs } from '../../model/waitingTimes.ts';
import { fact } from '../fact.ts';
import type { LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { peerRule } from './peerRule.ts';
import { waitingFacts, type PeerGroup } from './peers.ts';
import { holdersOf } from './piles.ts';
import { hasWaited, isTimeUnknown } from './timesUnknown.ts';

/** Probes that were not answered: a peer that is up answers each. */
const unansweredProbes = 3;

/**
 * The peer's receive window is shut, and the kernel probes whether it opens: the program over there does not read. A
 * probe that is answered sets their number to 0, so several mean that the peer does not answer either.
 * Source: net/ipv4/tcp_timer.c, tcp_probe_timer(); net/ipv4/tcp_input.c, tcp_ack(): `icsk_probes_out = 0`.
 */
export const peerDoesNotRead = peerRule({
  id: 'peer-does-not-read',
  section: 'peer-does-not-read',
  // One connection whose reader pauses is no news; as many that wait at once are.
  warningCount: 10,
  rowsOf,
  finding,
});

function rowsOf({ table }: SocketEvidence): readonly number[] {
  const rows: number[] = [];
  for (const row of livingRows(table)) if (isShutOut(table, row) && isStuck(table, row)) rows.push(row);
  return rows;
}

/** A transfer whose reader is the slower side shuts the window again and again, and goes on. */
function isStuck(table: SocketEvidence['table'], row: number): boolean {
  return isTimeUnknown(table, row) || hasWaited(table, row, longWaitMs);
}

function finding({ subject, peer, peers, rows }: PeerGroup, sockets: SocketEvidence): LiveFinding {
  return {
    subject,
    states: ['ESTABLISHED', 'CLOSE_WAIT', 'FIN_WAIT1'],
    title: `${holdersOf(sockets, rows, 'This host').who} cannot send on ${countText(rows.length, 'connection')}: ${peer} ${peers > 1 ? 'do' : 'does'} not read.`,
    explanation: `${reason(sockets, rows, peers > 1)} In the program on this host, write() blocks, or data piles up.`,
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

/** Peers that are gone and peers that are up may stand in one group, and so may connections of one peer. */
function reason({ table }: SocketEvidence, rows: readonly number[], areMany: boolean): string {
  const silent = rows.filter((row) => (table.retransmits[row] ?? 0) >= unansweredProbes).length;
  if (silent === 0) return areMany ? `The peers ${openOfMany}` : `The peer ${open}`;
  if (silent < rows.length)
    return `On ${numberText(silent)} of ${countText(rows.length, 'connection')} the peer does not answer the probes: it is gone, or the path to it is broken. On the others the ${areMany ? `peers ${openOfMany}` : `peer ${open}`}`;
  return areMany
    ? 'The peers have closed their receive windows and do not answer the probes: they are gone, or the path to them is broken.'
    : 'The peer has closed its receive window and does not answer the probes: it is gone, or the path to it is broken.';
}

const open =
  'is up and answers the probes, but its receive window is closed: the program there does not read.';
const openOfMany =
  'are up and answer the probes, but their receive windows are closed: the programs there do not read.';

function longest({ table }: SocketEvidence, rows: readonly number[]): number {
  return rows.reduce((most, row) => Math.max(most, table.timerMs[row] ?? 0), 0) / 1000;
}
