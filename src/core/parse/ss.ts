import { keepCompiled } from '../model/keepCompiled.ts';
import type { ProcessInfo } from '../model/processes.ts';
import { emptyRecord, TimerKind } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { printedState } from '../model/ssVocabulary.ts';
import { TcpState } from '../model/tcpState.ts';
import { asciiBytes, Byte, decimal, find, skipBlanks, skipToken, startsWith } from './bytes.ts';
import { LineProblems } from './lineProblems.ts';
import { LineSplitter } from './lineSplitter.ts';
import { RowBound } from './rowBound.ts';
import type { ParsedSockets, SocketParser } from './socketParser.ts';
import { ssDuration } from './ssDuration.ts';
import { SsEndpoint } from './ssEndpoint.ts';
import { SsOwners } from './ssOwners.ts';
import { parseSsUsers } from './ssUsers.ts';

/** Most frequent first. */
const states: readonly (readonly [Uint8Array, TcpState])[] = [
  TcpState.TIME_WAIT,
  TcpState.ESTABLISHED,
  TcpState.LISTEN,
  TcpState.CLOSE_WAIT,
  TcpState.FIN_WAIT2,
  TcpState.FIN_WAIT1,
  TcpState.SYN_SENT,
  TcpState.SYN_RECV,
  TcpState.LAST_ACK,
  TcpState.CLOSING,
  TcpState.CLOSE,
].map((state) => [asciiBytes(printedState(state)), state]);
const timers: readonly (readonly [Uint8Array, TimerKind])[] = [
  [asciiBytes('timewait,'), TimerKind.timewait],
  [asciiBytes('keepalive,'), TimerKind.keepalive],
  [asciiBytes('on,'), TimerKind.retransmit],
  [asciiBytes('persist,'), TimerKind.probe],
  [asciiBytes('delack,'), TimerKind.delack],
];
const headers = ['State', 'Netid', 'Recv-Q'].map(asciiBytes);
const tcp = asciiBytes('tcp');
/** Other tables, in case a caller asked `ss` for more than TCP. */
const otherTables = [
  'udp',
  'raw',
  'u_',
  'nl',
  'p_',
  'v_',
  'icmp',
  'dccp',
  'sctp',
  'mptcp',
  'tipc',
  'xdp',
  '???',
].map(asciiBytes);
const timerField = asciiBytes('timer:(');
const uidField = asciiBytes('uid:');
const inodeField = asciiBytes('ino:');
const usersField = asciiBytes('users:(');
const cgroupField = asciiBytes('cgroup:');
/** A name has at most 15 bytes, so at most 15 newlines can split its row. */
const maxSplits = 15;

/**
 * Parses what `ss -n -t -a -o -e` prints, with or without a header, with or without `-O` and `-p`, in all versions.
 * Source: iproute2 misc/ss.c; see docs/sources.md for the pitfalls.
 */
export class SsParser implements SocketParser {
  readonly #builder: SocketTableBuilder;
  readonly #lines = new LineSplitter((bytes, start, end) => {
    this.#line(bytes, start, end);
  });
  readonly #problems = new LineProblems();
  readonly #namelessRows = new LineProblems();
  readonly #bound: RowBound;
  readonly #owners = new SsOwners();
  readonly #record = emptyRecord();
  readonly #endpoint = new SsEndpoint();
  #processes: readonly ProcessInfo[] = [];
  #rows = 0;
  #untimedTimeWait = 0;
  /** A row that was split by newlines in a process name, and how often. */
  #split: Uint8Array | undefined;
  #splits = 0;

  constructor(builder: SocketTableBuilder, bound = new RowBound()) {
    this.#builder = builder;
    this.#bound = bound;
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
  }

  finish(): ParsedSockets {
    this.#lines.finish();
    if (this.#split !== undefined) this.#row(this.#split, 0, this.#split.length, true);
    this.#problems.addUnseen(this.#lines.droppedLines);
    const problems = [
      this.#problems.asProblem('ss-bad-lines', 'the output of ss'),
      this.#namelessRows.asProblem(
        'ss-bad-names',
        'the output of ss',
        ': its list of processes cannot be parsed',
      ),
      ...this.#bound.problems('ss', 'the output of ss'),
      ...this.#owners.problems,
    ];
    return {
      rows: this.#rows,
      badLines: this.#problems.count,
      untimedTimeWait: this.#untimedTimeWait,
      problems: problems.filter((problem) => problem !== undefined),
      owners: this.#owners.byInode,
    };
  }

  #line(bytes: Uint8Array, start: number, end: number): void {
    const split = this.#split;
    this.#split = undefined;
    if (split === undefined) {
      if (start === end || bytes[start] === Byte.tab) return; // Without -O, details continue on an indented line.
      this.#splits = 0;
      this.#row(bytes, start, end);
    } else if (this.#splits > maxSplits || this.#looksLikeRow(bytes, start, end)) {
      this.#row(split, 0, split.length, true);
      this.#line(bytes, start, end);
    } else {
      const joined = joinLines(split, bytes.subarray(start, end));
      this.#row(joined, 0, joined.length);
    }
  }

  /** A piece of a name is too short to be a whole row, so anything that parses as a row is a row. */
  #looksLikeRow(bytes: Uint8Array, start: number, end: number): boolean {
    const first = skipBlanks(bytes, start, end);
    const hasTable = [tcp, ...otherTables].some((word) => startsWith(bytes, first, end, word));
    const state = hasTable ? skipBlanks(bytes, skipToken(bytes, first, end), end) : first;
    return this.#endpoints(bytes, state, end) >= 0;
  }

  /** `whole`: nothing follows that could complete the row, so processes that cannot be parsed are given up. */
  #row(bytes: Uint8Array, start: number, end: number, whole = false): void {
    const first = skipBlanks(bytes, start, end);
    let details = this.#endpoints(bytes, first, end);
    if (details < 0) {
      if (first === end || isOfNoSocket(bytes, first, end)) return;
      // If there is more than one table, the first column names the table.
      const next = startsWith(bytes, first, end, tcp) ? skipToken(bytes, first, end) : end;
      details = this.#endpoints(bytes, skipBlanks(bytes, next, end), end);
    }
    if (details < 0) this.#problems.add(bytes, start, end);
    else if (this.#details(bytes, details, end)) this.#add();
    else if (whole) {
      this.#namelessRows.add(bytes, start, end);
      this.#add();
    } else {
      this.#splits++;
      this.#split = bytes.slice(start, end);
    }
  }

  #add(): void {
    const record = this.#record;
    if (record.state === TcpState.TIME_WAIT && record.timer === TimerKind.none) this.#untimedTimeWait++;
    this.#rows++;
    if (!this.#bound.take()) return;
    this.#owners.add(record.inode, this.#processes);
    this.#builder.add(record);
  }

  /** Reads state, queues and addresses. Returns where the details begin, or -1. */
  #endpoints(bytes: Uint8Array, start: number, end: number): number {
    const record = this.#record;
    const stateEnd = skipToken(bytes, start, end);
    const state = stateBetween(bytes, start, stateEnd);
    if (state === undefined) return -1;
    const receive = skipBlanks(bytes, stateEnd, end);
    const receiveEnd = skipToken(bytes, receive, end);
    const send = skipBlanks(bytes, receiveEnd, end);
    const sendEnd = skipToken(bytes, send, end);
    const receiveQueue = decimal(bytes, receive, receiveEnd);
    const sendQueue = decimal(bytes, send, sendEnd);
    if (receiveQueue < 0 || sendQueue < 0) return -1;

    const local = skipBlanks(bytes, sendEnd, end);
    const localEnd = skipToken(bytes, local, end);
    const endpoint = this.#endpoint;
    if (!endpoint.read(this.#builder.addresses, bytes, local, localEnd)) return -1;
    record.localAddress = endpoint.address;
    record.localPort = endpoint.port;
    record.family = endpoint.family;
    const remote = skipBlanks(bytes, localEnd, end);
    const remoteEnd = skipToken(bytes, remote, end);
    if (!endpoint.read(this.#builder.addresses, bytes, remote, remoteEnd)) return -1;
    record.remoteAddress = endpoint.address;
    record.remotePort = endpoint.port;

    record.state = state;
    record.receiveQueue = receiveQueue;
    const listens = record.state === TcpState.LISTEN;
    record.sendQueue = listens ? 0 : sendQueue;
    record.acceptQueueLimit = listens ? sendQueue : -1;
    return remoteEnd;
  }

  /**
   * `users:(…) timer:(timewait,59sec,0) uid:33 ino:4242 sk:1 cgroup:/…`, each printed only if it has a value. Nothing
   * after the name of a control group is read, because anyone can choose a name that looks like other details. False
   * if the list of processes is not terminated.
   */
  #details(bytes: Uint8Array, start: number, end: number): boolean {
    const record = this.#record;
    record.timer = TimerKind.none;
    record.timerMs = 0;
    record.retransmits = 0;
    record.uid = 0;
    record.inode = 0;
    this.#processes = [];
    let complete = true;
    let at = skipBlanks(bytes, start, end);
    while (at < end && !startsWith(bytes, at, end, cgroupField)) {
      let next = skipToken(bytes, at, end);
      switch (bytes[at]) {
        case Byte.t:
          if (startsWith(bytes, at, end, timerField)) this.#timer(bytes, at + timerField.length, next - 1);
          break;
        case Byte.i:
          if (startsWith(bytes, at, end, inodeField))
            record.inode = Math.max(0, decimal(bytes, at + 4, next));
          break;
        case Byte.u:
          if (startsWith(bytes, at, end, uidField)) record.uid = Math.max(0, decimal(bytes, at + 4, next));
          else if (startsWith(bytes, at, end, usersField)) {
            const users = parseSsUsers(bytes, at + usersField.length, end);
            complete = users !== undefined;
            this.#processes = users?.processes ?? [];
            next = users?.end ?? next;
          }
          break;
        default:
      }
      at = skipBlanks(bytes, next, end);
    }
    return complete;
  }

  /** `timewait,59sec,0`: name, time left, retransmissions. An unknown name keeps its time. */
  #timer(bytes: Uint8Array, start: number, end: number): void {
    const afterName = find(bytes, start, end, Byte.comma);
    const afterTime = find(bytes, afterName + 1, end, Byte.comma);
    if (afterTime === end) return;
    const record = this.#record;
    record.timer = timers.find(([text]) => startsWith(bytes, start, end, text))?.[1] ?? TimerKind.none;
    record.timerMs = Math.max(0, ssDuration(bytes, afterName + 1, afterTime));
    record.retransmits = Math.min(255, Math.max(0, decimal(bytes, afterTime + 1, end)));
  }
}

function stateBetween(bytes: Uint8Array, start: number, end: number): TcpState | undefined {
  for (const [name, state] of states) {
    if (end - start === name.length && startsWith(bytes, start, end, name)) return state;
  }
  return undefined;
}

/** A header, or a row of a table other than TCP. */
function isOfNoSocket(bytes: Uint8Array, start: number, end: number): boolean {
  const begins = (word: Uint8Array): boolean => startsWith(bytes, start, end, word);
  return headers.some(begins) || otherTables.some(begins);
}

function joinLines(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + 1 + second.length);
  joined.set(first);
  joined[first.length] = Byte.newline;
  joined.set(second, first.length + 1);
  return joined;
}

keepCompiled(new SsParser(new SocketTableBuilder()));
