import type { AddressFamily, AddressId, AddressTable } from './addressTable.ts';
import type { TcpState } from './tcpState.ts';

/**
 * What a socket's timer waits for. Numbers as in the `tr` column of `/proc/net/tcp`; only inet_diag shows `delack`
 * (5), since `ss` 7.1.
 */
export const TimerKind = { none: 0, retransmit: 1, keepalive: 2, timewait: 3, probe: 4, delack: 5 } as const;
export type TimerKind = (typeof TimerKind)[keyof typeof TimerKind];

/** One TCP socket as a source reports it. `AddressId`s belong to the table that the record is added to. */
export interface SocketRecord {
  family: AddressFamily;
  state: TcpState;
  localAddress: AddressId;
  localPort: number;
  remoteAddress: AddressId;
  remotePort: number;
  /** Bytes not yet read by the application; for a listening socket, the length of its accept queue. */
  receiveQueue: number;
  /** Bytes not acknowledged by the peer; 0 for a listening socket. */
  sendQueue: number;
  timer: TimerKind;
  /** Milliseconds until the timer fires, in the resolution of the source. */
  timerMs: number;
  retransmits: number;
  uid: number;
  /** 0 if there is none: TIME_WAIT, orphans and half-open requests. */
  inode: number;
  /** The limit of a listening socket's accept queue; -1 if the source does not provide it. */
  acceptQueueLimit: number;
}

/**
 * All TCP sockets at one moment, column by column: row `i` of every column belongs to socket `i`. Immutable once
 * built. A column that the source does not provide is absent, never zero.
 */
export interface SocketTable {
  readonly length: number;
  readonly addresses: AddressTable;
  readonly family: Uint8Array;
  readonly state: Uint8Array;
  readonly localAddress: Uint32Array;
  readonly localPort: Uint16Array;
  readonly remoteAddress: Uint32Array;
  readonly remotePort: Uint16Array;
  readonly receiveQueue: Uint32Array;
  readonly sendQueue: Uint32Array;
  readonly timer: Uint8Array;
  readonly timerMs: Uint32Array;
  readonly retransmits: Uint8Array;
  readonly uid: Uint32Array;
  readonly inode: Uint32Array;
  /** For listening sockets; 0 for others. `/proc/net/tcp` does not provide it. */
  readonly acceptQueueLimit?: Uint32Array;
}

/** Row `row`'s local address as text. */
export function localAddressText(table: SocketTable, row: number): string {
  return table.addresses.format(table.localAddress[row] ?? 0, familyOf(table, row));
}

/** Row `row`'s remote address as text. */
export function remoteAddressText(table: SocketTable, row: number): string {
  return table.addresses.format(table.remoteAddress[row] ?? 0, familyOf(table, row));
}

export function familyOf(table: SocketTable, row: number): AddressFamily {
  return table.family[row] === 4 ? 4 : 6;
}
