import type { AddressFamily, AddressId, AddressTable } from './addressTable.ts';
import { columnNames, columnOf, type ColumnName, type ProvidedColumns } from './socketColumns.ts';
import type { TcpState } from './tcpState.ts';
import type { Transport } from './transport.ts';

/**
 * What a socket's timer waits for. Numbers as in the `tr` column of `/proc/net/tcp`; only inet_diag shows `delack`
 * (5), since `ss` 7.1.
 */
export const TimerKind = { none: 0, retransmit: 1, keepalive: 2, timewait: 3, probe: 4, delack: 5 } as const;
export type TimerKind = (typeof TimerKind)[keyof typeof TimerKind];

/** One TCP socket as a source reports it. `AddressId`s belong to the table that the record is added to. */
export interface SocketRecord extends Record<ColumnName, number> {
  family: AddressFamily;
  state: TcpState;
  localAddress: AddressId;
  remoteAddress: AddressId;
  timer: TimerKind;
}

/**
 * All sockets of one transport at one moment, column by column: row `i` of every column belongs to socket `i`. Immutable
 * once built. `socketColumns` says what each column holds.
 */
export interface SocketTable extends ProvidedColumns {
  readonly length: number;
  readonly addresses: AddressTable;
  /**
   * Milliseconds since the peer sent something, asked for a little later and only of sockets that a rule may want to
   * know it of: data, or in CLOSE_WAIT any segment. Where only this side has something to send and the peer's receive window
   * is closed, since this side last could. `quietUnknown` if it was not requested, `quietGone` if the socket
   * was not in that state any more. Absent if the source does not say.
   */
  readonly quietMs?: Uint32Array;
  /** TCP if absent. */
  readonly transport?: Transport;
  /** Datagrams that found the receive buffer full, for UDP. */
  readonly drops?: Uint32Array;
}

export function transportOf({ transport = 'tcp' }: SocketTable): Transport {
  return transport;
}

/** A record that is reused for every row. */
export function emptyRecord(): SocketRecord {
  const values = columnNames.map((name) => [name, columnOf(name).empty ?? 0] as const);
  return Object.fromEntries(values) as unknown as SocketRecord;
}

/** Whether a socket has something to send, and the peer's receive window is closed. */
export function isShutOut({ timer, sendQueue }: SocketTable, row: number): boolean {
  return timer[row] === TimerKind.probe && (sendQueue[row] ?? 0) > 0;
}

export const quietUnknown = 0xffffffff;
export const quietGone = 0xfffffffe;

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
