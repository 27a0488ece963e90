import { livingRows } from '../../model/livingRows.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { TcpState } from '../../model/tcpState.ts';
import { longWaitMs } from '../../model/waitingTimes.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { SocketEvidence } from '../rule.ts';
import { inodesOf, largePiles, rowsInState, type Pile } from './piles.ts';
import { hasWaited, isTimeUnknown, timesUnknown } from './timesUnknown.ts';

const leastSockets = 5;
const leastBytes = 64 << 10;
/** So much is worth knowing on any connection, although one reader may pause with good reason. */
const muchBytes = 1 << 20;

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
  unsure: ({ sockets }) =>
    sockets !== undefined && mayLeaveUnread(sockets) ? timesUnknown(sockets, 'connections') : undefined,
  judge({ sockets }) {
    if (sockets === undefined) return [];
    return largePiles(sockets, unreadRows(sockets), (rows) => isPile(sockets, rows)).map((pile) =>
      finding(pile, sockets),
    );
  },
});

/** Whether those of which nobody knows how long their data has lain there would make a pile, or be a part of one. */
function mayLeaveUnread(sockets: SocketEvidence): boolean {
  const { table } = sockets;
  const unknown = rowsInState(table, TcpState.ESTABLISHED).filter(
    (row) => (table.receiveQueue[row] ?? 0) > 0 && isTimeUnknown(table, row),
  );
  return unknown.length > 0 && isPile(sockets, [...unknown, ...unreadRows(sockets)]);
}

function isPile(sockets: SocketEvidence, rows: readonly number[]): boolean {
  const bytes = bytesOf(sockets, rows);
  return (rows.length >= leastSockets && bytes >= leastBytes) || bytes >= muchBytes;
}

/** With data that has lain there for a while, as far as the source tells. */
function unreadRows({ table }: SocketEvidence): readonly number[] {
  const rows: number[] = [];
  for (const row of livingRows(table)) {
    if (table.state[row] !== TcpState.ESTABLISHED || table.inode[row] === 0) continue;
    if ((table.receiveQueue[row] ?? 0) > 0 && hasWaited(table, row, longWaitMs)) rows.push(row);
  }
  return rows;
}

function bytesOf({ table }: SocketEvidence, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + (table.receiveQueue[row] ?? 0), 0);
}

function finding({ subject, who, areMany, rows }: Pile, sockets: SocketEvidence): LiveFinding {
  const bytes = bytesOf(sockets, rows);
  const longest = rows.reduce((most, row) => Math.max(most, sockets.table.quietMs?.[row] ?? 0), 0);
  return {
    severity: rows.length >= leastSockets ? 'warning' : 'information',
    subject,
    states: ['ESTABLISHED'],
    title: `${who} ${areMany === true ? 'do' : 'does'} not read: ${sizeText(bytes)} wait in the receive queues of ${countText(rows.length, 'connection')}.`,
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
