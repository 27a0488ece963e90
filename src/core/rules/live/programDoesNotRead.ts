import { countText, numberText } from '../../model/numberText.ts';
import { quietGone, quietUnknown } from '../../model/socketTable.ts';
import { TcpState } from '../../model/tcpState.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { inodesOf, pilesOf, type Pile } from './piles.ts';

/** What a program at work has read long since. */
const longMs = 1000;
const leastSockets = 5;
const leastBytes = 64 << 10;

/**
 * Data lies in receive queues and nobody reads it: the program here hangs, and its peers cannot send on once the buffers
 * are full.
 * Source: net/ipv4/tcp_diag.c, tcp_diag_get_info(): rcv_nxt − copied_seq; tcpi_last_data_recv.
 */
export const programDoesNotRead = liveRule({
  id: 'program-does-not-read',
  section: 'program-hangs',
  severity: 'warning',
  requires: ['sockets'],
  ownersWanted: ({ sockets }) => (sockets === undefined ? [] : inodesOf(sockets.table, unreadRows(sockets))),
  judge({ sockets }) {
    if (sockets === undefined) return [];
    return pilesOf(sockets, unreadRows(sockets))
      .filter(({ rows }) => rows.length >= leastSockets && bytesOf(sockets, rows) >= leastBytes)
      .map((pile) => finding(pile, sockets));
  },
});

/** With data that has lain there for a while, as far as the source tells. */
function unreadRows({ table }: SocketEvidence): readonly number[] {
  const { quietMs } = table;
  if (quietMs === undefined) return [];
  const rows: number[] = [];
  for (let row = 0; row < table.length; row++) {
    if (table.state[row] !== TcpState.ESTABLISHED || table.inode[row] === 0) continue;
    const quiet = quietMs[row] ?? quietUnknown;
    if ((table.receiveQueue[row] ?? 0) > 0 && quiet >= longMs && quiet < quietGone) rows.push(row);
  }
  return rows;
}

function bytesOf({ table }: SocketEvidence, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + (table.receiveQueue[row] ?? 0), 0);
}

function finding({ subject, who, rows }: Pile, sockets: SocketEvidence): LiveFinding {
  const bytes = bytesOf(sockets, rows);
  const longest = rows.reduce((most, row) => Math.max(most, sockets.table.quietMs?.[row] ?? 0), 0);
  return {
    subject,
    states: ['ESTABLISHED'],
    title: `${who} does not read: ${sizeText(bytes)} wait in the receive queues of ${countText(rows.length, 'connection')}.`,
    explanation:
      'The data has been there for more than a second. When a receive buffer is full, the kernel shuts the window, and the peer cannot send on: its writes hang.',
    evidence: [
      fact.sockets('bytes-not-read', 'Bytes not read', numberText(bytes), 'receive-queues'),
      fact.sockets('connections-not-read', 'Connections', numberText(rows.length)),
      fact.sockets(
        'longest-not-read',
        'Longest, since the last data came',
        `${numberText(longest / 1000)} s`,
        'timers',
      ),
    ],
    remedies: [
      'Look what the program does: its log, a stack of its threads (gdb -p, py-spy, jstack).',
      'Let it read apart from the work on what it has read, or close connections that it cannot serve.',
    ],
  };
}

function sizeText(bytes: number): string {
  return bytes >= 1 << 20 ? `${numberText(bytes / (1 << 20))} MiB` : `${numberText(bytes / 1024)} KiB`;
}
