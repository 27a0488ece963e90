import { TcpState, tcpStateCount } from './tcpState.ts';

/** The values of a column. */
interface ColumnType {
  /** Width of a value, unsigned. */
  readonly bits: 8 | 16 | 32;
  /** The largest value, if it is less than the width allows. */
  readonly most?: number;
  /** The value in an empty record; 0 if absent. */
  readonly empty?: number;
  /** Not every source provides it: such a column is absent from a table, never zero. */
  readonly isOptional?: true;
}

/**
 * The columns of a socket table, declared once: the record that parsers fill, the table, how it is allocated and what a
 * saved snapshot may contain follow from here. Only `SocketTableBuilder.add` names each again, because it runs a million
 * times. `AddressId`s belong to the table's own `addresses`.
 */
export const socketColumns = {
  localAddress: { bits: 32 },
  remoteAddress: { bits: 32 },
  /** Bytes not yet read by the application; for a listening socket, the length of its accept queue. */
  receiveQueue: { bits: 32 },
  /** Bytes not acknowledged by the peer; 0 for a listening socket. */
  sendQueue: { bits: 32 },
  /** Milliseconds until the timer fires, in the resolution of the source. */
  timerMs: { bits: 32 },
  uid: { bits: 32 },
  /** 0 if there is none: TIME_WAIT, orphans and half-open requests. */
  inode: { bits: 32 },
  /** The limit of a listening socket's accept queue, 0 for others; -1 in a record whose source does not provide it. */
  acceptQueueLimit: { bits: 32, empty: -1, isOptional: true },
  localPort: { bits: 16 },
  remotePort: { bits: 16 },
  /** 4 or 6. */
  family: { bits: 8, most: 6, empty: 4 },
  /** As `TcpState` numbers them. */
  state: { bits: 8, most: tcpStateCount - 1, empty: TcpState.CLOSE },
  /** As `TimerKind` numbers them. */
  timer: { bits: 8, most: 5 },
  retransmits: { bits: 8 },
} as const satisfies Readonly<Record<string, ColumnType>>;

type Declared = typeof socketColumns;
export type ColumnName = keyof Declared;

type ArrayOf<Bits> = Bits extends 32 ? Uint32Array : Bits extends 16 ? Uint16Array : Uint8Array;

/** All columns of a table, each `SocketTable.length` long. */
export type SocketColumns = { readonly [Name in ColumnName]: ArrayOf<Declared[Name]['bits']> };

export type OptionalColumn = {
  [Name in ColumnName]: Declared[Name] extends { readonly isOptional: true } ? Name : never;
}[ColumnName];

export const columnNames = Object.keys(socketColumns) as readonly ColumnName[];

/** The declaration of a column, as wide as any. */
export function columnOf(name: ColumnName): ColumnType {
  return socketColumns[name];
}

/** The largest value that a column can have. */
export function largestIn(name: ColumnName): number {
  const { bits, most = 2 ** bits - 1 } = columnOf(name);
  return most;
}

/** Makes something for each column; `make` gives what belongs to the declared width. */
export function eachColumn(
  make: (name: ColumnName) => Uint8Array | Uint16Array | Uint32Array,
): SocketColumns {
  return Object.fromEntries(columnNames.map((name) => [name, make(name)])) as SocketColumns;
}

/** The columns of a table whose source does not provide all of them. */
export type ProvidedColumns = Omit<SocketColumns, OptionalColumn> &
  Partial<Pick<SocketColumns, OptionalColumn>>;

export function withoutColumns(
  columns: SocketColumns,
  isAbsent: (name: OptionalColumn) => boolean,
): ProvidedColumns {
  const there = columnNames.filter((name) => !isOptional(name) || !isAbsent(name));
  return Object.fromEntries(there.map((name) => [name, columns[name]])) as ProvidedColumns;
}

export function isOptional(name: ColumnName): name is OptionalColumn {
  return columnOf(name).isOptional === true;
}
