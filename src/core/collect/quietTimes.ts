import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { livingRows } from '../model/livingRows.ts';
import { isShutOut, quietGone, quietUnknown, type SocketTable } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { TcpState } from '../model/tcpState.ts';
import { TupleIndex } from '../model/tupleIndex.ts';
import { mostEstablished, mostPorts } from '../model/waitingTimes.ts';
import { InetDiagParser, inetDiagRequest, type InetDiagQuery } from '../parse/inetDiag.ts';
import type { SourceReader } from './host.ts';

/** As many sockets in CLOSE_WAIT as a rule speaks of. */
const leastCloseWait = 50;
/** Unread data in so many receive queues, and so much of it, is worth a look; and so is very much of it in any. */
const leastUnread = { sockets: 5, bytes: 64 << 10, muchBytes: 1 << 20 };

type Question = Pick<InetDiagQuery, 'states' | 'localPort'>;

const waiting = [TcpState.ESTABLISHED, TcpState.CLOSE_WAIT];

/**
 * How long the peers of some sockets have been quiet: of those in CLOSE_WAIT, of those that wait for accept(), and of
 * those with unread data; and for how long a closed receive window has kept this side quiet. Undefined if there are none.
 * Source: net/ipv4/tcp.c, tcp_get_info(): tcpi_last_data_recv, tcpi_last_ack_recv, tcpi_last_data_sent.
 */
export async function quietTimes(
  host: SourceReader,
  { byteOrder }: HostFacts,
  table: SocketTable,
  cancellation: Cancellation,
): Promise<Uint32Array | undefined> {
  const questions = questionsFor(table);
  if (questions.length === 0) return undefined;
  const builder = new SocketTableBuilder(table.addresses);
  const times: number[] = [];
  for (const question of questions) {
    const parser = new InetDiagParser(builder, byteOrder, undefined, times);
    const outcome = await host.read(
      { kind: 'sock_diag', request: inetDiagRequest({ ...question, byteOrder, withInfo: true }) },
      (datagram) => {
        parser.push(datagram);
      },
      cancellation,
    );
    parser.finish();
    if (outcome.kind !== 'ok') return undefined;
  }
  return matched(table, builder.build(), times, questions);
}

/**
 * The same from a second list of all sockets, `elapsedMs` after the first, for a source that tells no times: what still waits as
 * it did has waited for as long at least. Undefined if nothing waits.
 */
export function quietSince(
  table: SocketTable,
  elapsedMs: number,
  again: SocketTable,
): Uint32Array | undefined {
  // Nothing more is asked of the host for more ports.
  const questions = questionsFor(table, Infinity);
  if (questions.length === 0) return undefined;
  const waitsOn = new Map<string, number>();
  for (let row = 0; row < again.length; row++) waitsOn.set(endsText(again, row), row);
  const quietMs = new Uint32Array(table.length).fill(quietUnknown);
  for (const row of livingRows(table)) {
    if (!questions.some((question) => isAskedFor(table, row, question))) continue;
    const known = waitsOn.get(endsText(table, row));
    if (known === undefined || again.state[known] !== table.state[row]) quietMs[row] = quietGone;
    else quietMs[row] = isAsItWas(table, row, again, known) ? elapsedMs : 0;
  }
  return quietMs;
}

/** Whether somebody waits for times of some of these sockets. */
export function wantsQuietTimes(table: SocketTable): boolean {
  return questionsFor(table).length > 0;
}

/** Whether so many have not been closed after their peer that only time tells a leak from work. */
export function isCloseWaitPile(table: SocketTable): boolean {
  let count = 0;
  for (const row of livingRows(table)) if (table.state[row] === TcpState.CLOSE_WAIT) count++;
  return count >= leastCloseWait;
}

function isAsItWas(table: SocketTable, row: number, again: SocketTable, now: number): boolean {
  return (
    table.inode[row] === again.inode[now] &&
    table.receiveQueue[row] === again.receiveQueue[now] &&
    (!isShutOut(table, row) || (isShutOut(again, now) && table.sendQueue[row] === again.sendQueue[now]))
  );
}

function endsText(table: SocketTable, row: number): string {
  const { addresses, localAddress, remoteAddress, localPort, remotePort } = table;
  const ends = [localAddress, remoteAddress].map((side) => addresses.format(side[row] ?? 0));
  return `${ends.join(' ')} ${String(localPort[row])} ${String(remotePort[row])}`;
}

/** @param most the connections of no more listening ports are asked about. */
function questionsFor(table: SocketTable, most = mostPorts): readonly Question[] {
  const ports = new Set<number>();
  let established = 0;
  let closeWait = 0;
  let unread = 0;
  let unreadBytes = 0;
  let shutOut = 0;
  for (const row of livingRows(table)) {
    const state = table.state[row];
    const queue = table.receiveQueue[row] ?? 0;
    if (isShutOut(table, row)) shutOut++;
    if (state === TcpState.CLOSE_WAIT) closeWait++;
    else if (state === TcpState.LISTEN && queue > 0) ports.add(table.localPort[row] ?? 0);
    else if (state === TcpState.ESTABLISHED) {
      established++;
      if (queue > 0) unread++;
      unreadBytes += queue;
    }
  }
  const isUnread =
    (unread >= leastUnread.sockets && unreadBytes >= leastUnread.bytes) ||
    unreadBytes >= leastUnread.muchBytes;
  if ((isUnread || shutOut > 0) && established <= mostEstablished) return [{ states: waiting }];
  const questions: Question[] = [...ports]
    .slice(0, most)
    .map((localPort) => ({ states: waiting, localPort }));
  if (closeWait >= leastCloseWait) questions.push({ states: [TcpState.CLOSE_WAIT] });
  return questions;
}

/** The times of the second table's sockets, in the order of the first one's. */
function matched(
  table: SocketTable,
  again: SocketTable,
  times: readonly number[],
  questions: readonly Question[],
): Uint32Array {
  const index = new TupleIndex(3);
  const rowOf: number[] = [];
  for (let row = 0; row < again.length; row++) rowOf[index.add(...tuple(again, row))] = row;
  const quietMs = new Uint32Array(table.length).fill(quietUnknown);
  for (const row of livingRows(table)) {
    if (!questions.some((question) => isAskedFor(table, row, question))) continue;
    const now = rowOf[index.get(...tuple(table, row))];
    if (now === undefined) quietMs[row] = quietGone;
    else quietMs[row] = hasMoved(table, row, again, now) ? 0 : (times[now] ?? quietUnknown);
  }
  return quietMs;
}

/**
 * Whether somebody read, or a window opened or was shut, since the first list: the kernel then tells the time of something else. A
 * socket that only sends has received nothing for as long as it lives.
 */
function hasMoved(table: SocketTable, row: number, again: SocketTable, now: number): boolean {
  const isRead = (again.receiveQueue[now] ?? 0) < (table.receiveQueue[row] ?? 0);
  return isRead || isShutOut(table, row) !== isShutOut(again, now);
}

function isAskedFor(table: SocketTable, row: number, { states = [], localPort }: Question): boolean {
  const isState = states.some((state) => state === table.state[row]);
  return isState && (localPort === undefined || localPort === table.localPort[row]);
}

function tuple(table: SocketTable, row: number): [number, number, number] {
  const ports = ((table.localPort[row] ?? 0) << 16) | (table.remotePort[row] ?? 0);
  return [table.localAddress[row] ?? 0, table.remoteAddress[row] ?? 0, ports >>> 0];
}
