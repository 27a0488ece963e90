import type { AddressFamily, AddressId } from '../model/addressTable.ts';
import type { ByteOrder } from '../model/hostFacts.ts';
import { keepCompiled } from '../model/keepCompiled.ts';
import { socketIdSize, type SocketIds } from '../model/socketIds.ts';
import { emptyRecord, quietGone, quietUnknown, TimerKind, type SocketRecord } from '../model/socketTable.ts';
import { SocketTableBuilder } from '../model/socketTableBuilder.ts';
import { isTcpState, TcpState } from '../model/tcpState.ts';
import { InetDiagAt as At, inetDiagMessageSize as messageSize, infoAttribute } from './inetDiagMessage.ts';
import { netlinkHeaderSize, NetlinkFlag, NetlinkMessages, NetlinkType } from './netlink.ts';
import type { ParsedSockets, SocketParser } from './socketParser.ts';

/** Of `struct inet_diag_req` and `struct inet_diag_req_v2`, include/uapi/linux/inet_diag.h. */
const bothFamiliesSize = 60;
const oneFamilySize = 56;
/** In `struct inet_diag_req_v2`. */
const requestIdPosition = 8;
const ipprotoTcp = 6;
const familyNumber = { 4: 2, 6: 10 } as const;
/** `NEW_SYN_RECV`, internal to the kernel. */
const newSynRecv = 12;
/**
 * All states up to that one, and 13: sockets that are bound and have no connection (`BOUND_INACTIVE`, since 6.8; older
 * kernels pass over it). They are answered as CLOSE. Asking for them apart, at the same time, takes more processor time than it
 * saves: both walks of the kernel go over the same sockets, and the second one finds them in the cache.
 */
const allStates = 0x3fff;

/** The bit of the attribute in a request, and fields of `struct tcp_info` in it. */
const infoExtension = 1 << (infoAttribute - 1);
const InfoAt = { lastDataSent: 44, lastDataReceived: 52, lastAckReceived: 56 } as const;
const attributeHeaderSize = 4;

/** What to ask the kernel for; the kernel does the filtering. */
export interface InetDiagQuery {
  /** Both if absent. */
  readonly family?: AddressFamily;
  readonly byteOrder: ByteOrder;
  /** All states if absent. */
  readonly states?: readonly TcpState[];
  /** Only sockets with this local port. */
  readonly localPort?: number;
  /** Also `struct tcp_info`, of the sockets that have one: not of half-open ones and of those in TIME_WAIT. */
  readonly withInfo?: boolean;
}

/**
 * A request to dump TCP sockets. With `SOCK_DIAG_BY_FAMILY`, which `ss` sends, the kernel walks its whole hash table
 * once per family, inside the call and without a pause if nothing matches. The older `TCPDIAG_GETSOCK` returns both
 * families in one walk. Source: net/ipv4/inet_diag.c, inet_diag_dump_compat().
 */
export function inetDiagRequest({
  family,
  byteOrder,
  states,
  localPort,
  withInfo = false,
}: InetDiagQuery): Uint8Array {
  const little = byteOrder === 'little';
  const filter = localPort === undefined ? new Uint8Array(0) : localPortFilter(localPort, little);
  const size = family === undefined ? bothFamiliesSize : oneFamilySize;
  const bytes = new Uint8Array(netlinkHeaderSize + size + filter.length);
  const view = new DataView(bytes.buffer);
  const type = family === undefined ? NetlinkType.tcpDiagGetSock : NetlinkType.sockDiagByFamily;
  const mask = states === undefined ? allStates : stateMask(states);
  view.setUint32(0, bytes.length, little);
  view.setUint16(4, type, little);
  view.setUint16(6, NetlinkFlag.request | NetlinkFlag.dump, little);
  view.setUint32(8, 1, little);
  if (family === undefined) {
    view.setUint8(netlinkHeaderSize + 3, withInfo ? infoExtension : 0);
    view.setUint32(netlinkHeaderSize + 52, mask, little);
  } else {
    view.setUint8(netlinkHeaderSize, familyNumber[family]);
    view.setUint8(netlinkHeaderSize + 1, ipprotoTcp);
    view.setUint8(netlinkHeaderSize + 2, withInfo ? infoExtension : 0);
    view.setUint32(netlinkHeaderSize + 4, mask, little);
  }
  bytes.set(filter, netlinkHeaderSize + size);
  return bytes;
}

/**
 * A request to close one socket by its id. With the cookie, the kernel closes exactly that connection or none.
 * Without it, the kernel would close a listening socket on the same port if the connection is gone. The kernel looks
 * up the socket first and checks for CAP_NET_ADMIN afterwards. Source: net/ipv4/tcp_diag.c, tcp_diag_destroy(); net/core/sock_diag.c, sock_diag_destroy().
 */
export function destroyRequest(id: Uint8Array, family: AddressFamily, byteOrder: ByteOrder): Uint8Array {
  const little = byteOrder === 'little';
  const bytes = new Uint8Array(netlinkHeaderSize + oneFamilySize);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, little);
  view.setUint16(4, NetlinkType.sockDestroy, little);
  view.setUint16(6, NetlinkFlag.request | NetlinkFlag.acknowledge, little);
  view.setUint32(8, 1, little);
  view.setUint8(netlinkHeaderSize, familyNumber[family]);
  view.setUint8(netlinkHeaderSize + 1, ipprotoTcp);
  view.setUint32(netlinkHeaderSize + 4, allStates, little);
  bytes.set(id.subarray(0, socketIdSize), netlinkHeaderSize + requestIdPosition);
  return bytes;
}

/** The kernel files half-open requests under the state of their listener's queue, so SYN_RECV requests both. */
function stateMask(states: readonly TcpState[]): number {
  const both = states.includes(TcpState.SYN_RECV) ? 1 << newSynRecv : 0;
  return states.reduce((mask, state) => mask | (1 << state), both);
}

/**
 * An `INET_DIAG_REQ_BYTECODE` attribute: two operations of 4 bytes each, comparing `sport >= port` and `sport <= port`.
 * An operation is code, offset when true, offset when false; its port is in the `no` field of the operation that
 * follows. An offset that points 4 bytes past the end rejects the socket. Source: net/ipv4/inet_diag.c, inet_diag_bc_run().
 */
function localPortFilter(port: number, little: boolean): Uint8Array {
  const opSize = 4;
  const code = { atLeast: 2, atMost: 3 } as const;
  const attribute = 4;
  const length = 4 * opSize;
  const bytes = new Uint8Array(attribute + length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, bytes.length, little);
  view.setUint16(2, 1, little);
  for (const [index, operation] of [code.atLeast, code.atMost].entries()) {
    const at = attribute + index * 2 * opSize;
    view.setUint8(at, operation);
    view.setUint8(at + 1, 2 * opSize);
    view.setUint16(at + 2, length - index * 2 * opSize + opSize, little);
    view.setUint16(at + opSize + 2, port, little);
  }
  return bytes;
}

/**
 * Parses the answer: each chunk is one datagram of whole messages. Ports and addresses are in network byte order,
 * everything else in the host's.
 */
export class InetDiagParser implements SocketParser {
  readonly #builder: SocketTableBuilder;
  readonly #little: boolean;
  readonly #ids: SocketIds | undefined;
  readonly #quietMs: number[] | undefined;
  readonly #record = emptyRecord();
  readonly #messages: NetlinkMessages;
  #rows = 0;
  #bad = 0;
  #interrupted = false;

  /** If given, `ids` receives the kernel's id of each row. */
  constructor(builder: SocketTableBuilder, byteOrder: ByteOrder, ids?: SocketIds, quietMs?: number[]) {
    this.#builder = builder;
    this.#little = byteOrder === 'little';
    this.#ids = ids;
    this.#quietMs = quietMs;
    this.#messages = new NetlinkMessages(this.#little);
  }

  /** Whether the kernel reports that the table changed during the dump, so it may be inconsistent. */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  push(datagram: Uint8Array): void {
    const messages = this.#messages;
    messages.begin(datagram);
    while (messages.next()) {
      const { view, type, flags, start, end } = messages;
      if ((flags & NetlinkFlag.dumpInterrupted) !== 0) this.#interrupted = true;
      // The answer has the same type as the request.
      if (type !== NetlinkType.sockDiagByFamily && type !== NetlinkType.tcpDiagGetSock) continue;
      if (this.#message(view, start, end)) this.#rows++;
      else this.#bad++;
    }
    if (!messages.isAtEnd) this.#bad++;
  }

  finish(): ParsedSockets {
    const problem = {
      code: 'sock-diag-bad-messages',
      message: `${String(this.#bad)} messages from the kernel could not be parsed and are not counted.`,
      nextStep: 'Compare with another collector, and report this with the kernel version.',
    };
    return {
      rows: this.#rows,
      badLines: this.#bad,
      untimedTimeWait: 0,
      problems: this.#bad === 0 ? [] : [problem],
    };
  }

  #message(view: DataView, start: number, end: number): boolean {
    if (end - start < messageSize) return false;
    const little = this.#little;
    const state = view.getUint8(start + At.state);
    const known = state === newSynRecv ? TcpState.SYN_RECV : state;
    const family = view.getUint8(start + At.family) === familyNumber[4] ? 4 : 6;
    if (!isTcpState(known)) return false;
    const record = this.#record;
    const listens = known === TcpState.LISTEN;
    const sendQueue = view.getUint32(start + At.sendQueue, little);
    record.family = family;
    record.state = known;
    record.timer = Math.min(5, view.getUint8(start + At.timer)) as TimerKind;
    record.retransmits = view.getUint8(start + At.retransmits);
    record.localPort = view.getUint16(start + At.localPort);
    record.remotePort = view.getUint16(start + At.remotePort);
    record.localAddress = this.#address(view, start + At.localAddress, family);
    record.remoteAddress = this.#address(view, start + At.remoteAddress, family);
    record.timerMs = view.getUint32(start + At.expires, little);
    record.receiveQueue = view.getUint32(start + At.receiveQueue, little);
    record.sendQueue = listens ? 0 : sendQueue;
    record.acceptQueueLimit = listens ? sendQueue : -1;
    record.uid = view.getUint32(start + At.uid, little);
    record.inode = view.getUint32(start + At.inode, little);
    this.#builder.add(record);
    this.#ids?.add(new Uint8Array(view.buffer, view.byteOffset + start + At.id, socketIdSize));
    this.#quietMs?.push(quietMs(view, start + messageSize, end, quietField(record), little));
    return true;
  }

  #address(view: DataView, at: number, family: AddressFamily): AddressId {
    const { addresses } = this.#builder;
    if (family === 4) return addresses.internIPv4(view.getUint32(at));
    return addresses.intern(
      view.getUint32(at),
      view.getUint32(at + 4),
      view.getUint32(at + 8),
      view.getUint32(at + 12),
    );
  }
}

/**
 * What tells how long nothing has moved: the peer's last data, or in CLOSE_WAIT, which takes no more data, its last segment.
 * Where this side waits for the peer to open its receive window, and nothing lies unread, the last data of this side: probes
 * of the window are none.
 */
function quietField({ state, timer, sendQueue, receiveQueue }: SocketRecord): number {
  if (timer === TimerKind.probe && sendQueue > 0 && receiveQueue === 0) return InfoAt.lastDataSent;
  return state === TcpState.CLOSE_WAIT ? InfoAt.lastAckReceived : InfoAt.lastDataReceived;
}

/** A field of the `struct tcp_info` among the attributes. `quietUnknown` if there is none. */
function quietMs(view: DataView, start: number, end: number, field: number, little: boolean): number {
  for (let at = start; at + attributeHeaderSize <= end;) {
    const length = view.getUint16(at, little);
    if (length < attributeHeaderSize || at + length > end) break;
    const isInfo = view.getUint16(at + 2, little) === infoAttribute;
    if (isInfo && length >= attributeHeaderSize + field + 4)
      return Math.min(quietGone - 1, view.getUint32(at + attributeHeaderSize + field, little));
    at += (length + 3) & ~3;
  }
  return quietUnknown;
}

keepCompiled(new InetDiagParser(new SocketTableBuilder(), 'little'));
