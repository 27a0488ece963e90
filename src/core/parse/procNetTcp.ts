import type { AddressTable } from '../model/addressTable.ts';
import type { ByteOrder } from '../model/hostFacts.ts';
import { keepCompiled } from '../model/keepCompiled.ts';
import { emptyRecord, type TimerKind } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { isTcpState, TcpState } from '../model/tcpState.ts';
import { asciiBytes, Byte, decimal, hexValues, isBlank, skipBlanks, skipToken, startsWith } from './bytes.ts';
import { LineProblems } from './lineProblems.ts';
import { LineSplitter } from './lineSplitter.ts';
import { ListedSockets } from './listedSockets.ts';
import { RowBound } from './rowBound.ts';
import type { ParsedSockets, SocketParser } from './socketParser.ts';

const header = asciiBytes('sl ');
/** `NEW_SYN_RECV`: internal to the kernel and printed as SYN_RECV; treated as SYN_RECV should it ever appear. */
const newSynRecv = 12;
/** `tm->when` counts USER_HZ ticks, 100 per second on every supported architecture. */
const msPerTick = 10;
/**
 * Old kernels (without jiffies_delta_to_clock_t()) print the time of a timer that has just expired as a huge number,
 * because it became negative. It counts as 0.
 */
const maxTimerMs = 0x7fffffff;
const longDigits = 16;
const ipv4Digits = 8;
const ipv6Digits = 32;

/**
 * Parses `/proc/net/tcp` and `/proc/net/tcp6`, which share one row format and differ in the length of an address.
 * Addresses are words in the byte order of the host that printed them.
 * Source: net/ipv4/tcp_ipv4.c, get_tcp4_sock(), get_timewait4_sock(), get_openreq4(); net/ipv6/tcp_ipv6.c.
 */
export class ProcNetTcpParser implements SocketParser {
  readonly #builder: SocketTableBuilder;
  readonly #byteOrder: ByteOrder;
  readonly #source: string;
  readonly #lines = new LineSplitter((bytes, start, end) => {
    this.#line(bytes, start, end);
  });
  readonly #problems = new LineProblems();
  readonly #record = emptyRecord();
  readonly #bound: RowBound;
  readonly #listed: ListedSockets;
  /** The next byte to read in the current line. */
  #at = 0;
  #rows = 0;

  /** @param expected how many sockets there will be, about. */
  constructor(
    builder: SocketTableBuilder,
    byteOrder: ByteOrder,
    source: string,
    expected = 0,
    bound = new RowBound(),
  ) {
    this.#bound = bound;
    this.#listed = new ListedSockets(builder, expected);
    this.#builder = builder;
    this.#byteOrder = byteOrder;
    this.#source = source;
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk);
  }

  finish(): ParsedSockets {
    this.#lines.finish();
    this.#problems.addUnseen(this.#lines.droppedLines);
    const problem = this.#problems.asProblem('proc-bad-lines', this.#source);
    return {
      rows: this.#rows,
      badLines: this.#problems.count,
      untimedTimeWait: 0,
      problems: [...(problem === undefined ? [] : [problem]), ...this.#bound.problems('proc', this.#source)],
    };
  }

  #line(bytes: Uint8Array, start: number, end: number): void {
    const first = skipBlanks(bytes, start, end);
    if (first === end || startsWith(bytes, first, end, header)) return;
    if (this.#row(bytes, first, end)) this.#rows++;
    else this.#problems.add(bytes, start, end);
  }

  /** `0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 4242 …` */
  #row(bytes: Uint8Array, start: number, end: number): boolean {
    const record = this.#record;
    const number = skipToken(bytes, start, end);
    if (bytes[number - 1] !== Byte.colon) return false;
    this.#at = number;

    const local = this.#address(bytes, end);
    const localPort = this.#hex(bytes, end);
    const family = this.#family;
    const remote = this.#address(bytes, end);
    const remotePort = this.#hex(bytes, end);
    const state = this.#hex(bytes, end);
    const sendQueue = this.#hex(bytes, end);
    const receiveQueue = this.#hex(bytes, end);
    const timer = this.#hex(bytes, end);
    const timerMs = this.#hex(bytes, end, longDigits) * msPerTick;
    const retransmits = this.#hex(bytes, end);
    const uid = this.#decimal(bytes, end);
    this.#decimal(bytes, end); // The keepalive "timeout" column says nothing about the socket's timer.
    const inode = this.#decimal(bytes, end);

    if (local < 0 || remote < 0 || family !== this.#family || inode < 0 || uid < 0 || retransmits < 0)
      return false;
    if (localPort < 0 || localPort > 0xffff || remotePort < 0 || remotePort > 0xffff) return false;
    if (timer < 0 || timer > 5 || timerMs < 0 || sendQueue < 0 || receiveQueue < 0) return false;
    const known = state === newSynRecv ? TcpState.SYN_RECV : state;
    if (!isTcpState(known)) return false;
    record.family = family;
    record.state = known;
    record.localAddress = local;
    record.localPort = localPort;
    record.remoteAddress = remote;
    record.remotePort = remotePort;
    record.sendQueue = sendQueue;
    record.receiveQueue = receiveQueue;
    record.timer = timer as TimerKind;
    record.timerMs = timerMs > maxTimerMs ? 0 : timerMs;
    record.retransmits = Math.min(retransmits, 255);
    record.uid = uid;
    record.inode = inode;
    if (this.#bound.take()) this.#listed.add(record);
    return true;
  }

  /** Set by the last `#address`. */
  #family: 4 | 6 = 4;

  /** An address and its colon; -1 if there is none. */
  #address(bytes: Uint8Array, end: number): number {
    const start = skipBlanks(bytes, this.#at, end);
    const isIPv4 = bytes[start + ipv4Digits] === Byte.colon;
    const colon = start + (isIPv4 ? ipv4Digits : ipv6Digits);
    if (colon >= end || bytes[colon] !== Byte.colon) return -1;
    for (let at = start; at < colon; at++) if (hexValues[bytes[at] ?? 0] === 255) return -1;
    this.#at = colon + 1;
    this.#family = isIPv4 ? 4 : 6;
    return this.#intern(this.#builder.addresses, bytes, start);
  }

  #intern(addresses: AddressTable, bytes: Uint8Array, start: number): number {
    if (this.#family === 4) return addresses.internIPv4(this.#word(bytes, start));
    return addresses.intern(
      this.#word(bytes, start),
      this.#word(bytes, start + 8),
      this.#word(bytes, start + 16),
      this.#word(bytes, start + 24),
    );
  }

  /** Eight hexadecimal digits as a word in network order. */
  #word(bytes: Uint8Array, at: number): number {
    let word = 0;
    for (let digit = 0; digit < 8; digit++) word = (word << 4) | (hexValues[bytes[at + digit] ?? 0] ?? 0);
    if (this.#byteOrder === 'big') return word >>> 0;
    return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
  }

  /** The next hexadecimal number, terminated by a space or a colon; -1 if there is none or it has too many digits. */
  #hex(bytes: Uint8Array, end: number, maxDigits = 8): number {
    let at = skipBlanks(bytes, this.#at, end);
    let value = 0;
    const start = at;
    for (; at < end; at++) {
      const digit = hexValues[bytes[at] ?? 0] ?? 255;
      if (digit === 255) break;
      value = value * 16 + digit;
    }
    const length = at - start;
    if (length === 0 || length > maxDigits) return -1;
    if (at < end && bytes[at] !== Byte.colon && !isBlank(bytes[at])) return -1;
    this.#at = at < end ? at + 1 : at;
    return value;
  }

  #decimal(bytes: Uint8Array, end: number): number {
    const start = skipBlanks(bytes, this.#at, end);
    this.#at = skipToken(bytes, start, end);
    return decimal(bytes, start, this.#at);
  }
}

keepCompiled(new ProcNetTcpParser(new SocketTableBuilder(), 'little', ''));
