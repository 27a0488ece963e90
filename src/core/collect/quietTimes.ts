import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { quietGone, quietUnknown, type SocketTable } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { TcpState } from '../model/tcpState.ts';
import { TupleIndex } from '../model/tupleIndex.ts';
import { InetDiagParser, inetDiagRequest, type InetDiagQuery } from '../parse/inetDiag.ts';
import type { SourceReader } from './host.ts';

/** As many sockets in CLOSE_WAIT as a rule speaks of. */
const leastCloseWait = 50;
/** Unread data in so many receive queues, and so much of it, is worth a look. */
const leastUnread = { sockets: 5, bytes: 64 << 10 };
/** `tcp_info` makes an answer five times as long: the kernel is not asked for it of more connections than these. */
const mostEstablished = 50_000;
const mostPorts = 8;

type Question = Pick<InetDiagQuery, 'states' | 'localPort'>;

const waiting = [TcpState.ESTABLISHED, TcpState.CLOSE_WAIT];

/**
 * How long the peers of some sockets have been quiet: of those in CLOSE_WAIT, of those that wait for accept(), and of
 * those with unread data. Undefined if there are none.
 * Source: net/ipv4/tcp.c, tcp_get_info(): tcpi_last_data_recv, tcpi_last_ack_recv.
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

function questionsFor(table: SocketTable): readonly Question[] {
  const ports = new Set<number>();
  let established = 0;
  let closeWait = 0;
  let unread = 0;
  let unreadBytes = 0;
  for (let row = 0; row < table.length; row++) {
    const state = table.state[row];
    const queue = table.receiveQueue[row] ?? 0;
    if (state === TcpState.CLOSE_WAIT) closeWait++;
    else if (state === TcpState.LISTEN && queue > 0) ports.add(table.localPort[row] ?? 0);
    else if (state === TcpState.ESTABLISHED) {
      established++;
      if (queue > 0) unread++;
      unreadBytes += queue;
    }
  }
  const isUnread = unread >= leastUnread.sockets && unreadBytes >= leastUnread.bytes;
  if (isUnread && established <= mostEstablished) return [{ states: waiting }];
  const questions: Question[] = [...ports]
    .slice(0, mostPorts)
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
  const timeOf: number[] = [];
  for (let row = 0; row < again.length; row++)
    timeOf[index.add(...tuple(again, row))] = times[row] ?? quietUnknown;
  const quietMs = new Uint32Array(table.length).fill(quietUnknown);
  for (let row = 0; row < table.length; row++) {
    if (!questions.some((question) => isAskedFor(table, row, question))) continue;
    const known = index.get(...tuple(table, row));
    quietMs[row] = known < 0 ? quietGone : (timeOf[known] ?? quietUnknown);
  }
  return quietMs;
}

function isAskedFor(table: SocketTable, row: number, { states = [], localPort }: Question): boolean {
  const isState = states.some((state) => state === table.state[row]);
  return isState && (localPort === undefined || localPort === table.localPort[row]);
}

function tuple(table: SocketTable, row: number): [number, number, number] {
  const ports = ((table.localPort[row] ?? 0) << 16) | (table.remotePort[row] ?? 0);
  return [table.localAddress[row] ?? 0, table.remoteAddress[row] ?? 0, ports >>> 0];
}
