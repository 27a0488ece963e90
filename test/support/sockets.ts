import type { AddressId, AddressTable } from '../../src/core/model/addressTable.ts';
import { formatEndpoint } from '../../src/core/model/endpoint.ts';
import type { OptionalColumn } from '../../src/core/model/socketColumns.ts';
import {
  emptyRecord,
  localAddressText,
  remoteAddressText,
  TimerKind,
  type SocketTable,
} from '../../src/core/model/socketTable.ts';
import { SocketTableBuilder } from '../../src/core/model/socketTableBuilder.ts';
import { isTcpState, TcpState, tcpStateName, type TcpStateName } from '../../src/core/model/tcpState.ts';
import { numberColumns, type NumberColumn } from './numberColumns.ts';

type TimerName = keyof typeof TimerKind;

/** A socket as a test writes it down: what is not said is 0 or none, and a remote end that is not said is a wildcard. */
export interface SocketRow extends Readonly<Partial<Record<NumberColumn, number>>> {
  readonly state: TcpStateName;
  /** `1.2.3.4:80` or `[::1]:80`; the way it is written decides the socket's family. */
  readonly local: string;
  readonly remote?: string;
  readonly timer?: TimerName;
}

/** A TIME_WAIT socket that was closed so many seconds ago. */
export function timeWait(local: string, remote: string, secondsAgo = 0): SocketRow {
  return { state: 'TIME_WAIT', local, remote, timer: 'timewait', timerMs: 60_000 - secondsAgo * 1000 };
}

/** So many sockets that differ in their local port only. */
export function onPorts(from: number, count: number, make: (port: number) => SocketRow): SocketRow[] {
  return Array.from({ length: count }, (_, index) => make(from + index));
}

/** As `onPorts`, on the ports that connect() takes of a range of `size`: every second one, and then those between. */
export function connected(
  from: number,
  size: number,
  count: number,
  make: (port: number) => SocketRow,
): SocketRow[] {
  const half = Math.ceil(size / 2);
  return onPorts(0, count, (index) => make(from + (index < half ? index * 2 : (index - half) * 2 + 1)));
}

export function socketTable(
  rows: readonly SocketRow[],
  provided: readonly OptionalColumn[] = [],
  builder = new SocketTableBuilder(),
): SocketTable {
  const empty = emptyRecord();
  for (const { local: localText, remote: remoteText, state, timer = 'none', ...numbers } of rows) {
    const local = endpoint(builder.addresses, localText);
    const remote = endpoint(builder.addresses, remoteText ?? (local.family === 4 ? '0.0.0.0:0' : '[::]:0'));
    builder.add({
      ...empty,
      ...numbers,
      family: local.family,
      state: TcpState[state],
      localAddress: local.address,
      localPort: local.port,
      remoteAddress: remote.address,
      remotePort: remote.port,
      timer: TimerKind[timer],
    });
  }
  return builder.build(provided);
}

/** The rows of a table in the form above. */
export function rowsOf(table: SocketTable): SocketRow[] {
  return Array.from({ length: table.length }, (_, row) => {
    const state = table.state[row]!;
    if (!isTcpState(state)) throw new Error(`row ${row} has state ${state}`);
    const remote = formatEndpoint(remoteAddressText(table, row), table.remotePort[row]!);
    return {
      state: tcpStateName(state),
      local: formatEndpoint(localAddressText(table, row), table.localPort[row]!),
      ...(remote !== '0.0.0.0:0' && remote !== '[::]:0' && { remote }),
      ...(table.timer[row] !== TimerKind.none && { timer: timerName(table.timer[row]!) }),
      ...numbersOf(table, row),
    };
  });
}

function numbersOf(table: SocketTable, row: number): Partial<Record<NumberColumn, number>> {
  const isSaid = (name: NumberColumn, value: number | undefined): boolean =>
    name === 'acceptQueueLimit' ? table.state[row] === TcpState.LISTEN : value !== 0;
  const values = numberColumns.map((name) => [name, table[name]?.[row]] as const);
  return Object.fromEntries(values.filter(([name, value]) => value !== undefined && isSaid(name, value)));
}

function timerName(kind: number): TimerName {
  const [name] = Object.entries(TimerKind).find(([, value]) => value === kind) ?? [];
  if (name === undefined) throw new Error(`no timer ${kind}`);
  return name as TimerName;
}

function endpoint(
  addresses: AddressTable,
  text: string,
): { family: 4 | 6; address: AddressId; port: number } {
  const colon = text.lastIndexOf(':');
  const host = text.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  return {
    family: host.includes(':') ? 6 : 4,
    address: internText(addresses, host),
    port: Number(text.slice(colon + 1)),
  };
}

export function internText(addresses: AddressTable, text: string): AddressId {
  const [a = 0, b = 0, c = 0, d = 0] = addressWords(text);
  return addresses.intern(a, b, c, d);
}

/**
 * The four words of an address, IPv4 in its mapped form, by way of the platform's URL parser: tests do not lean on our
 * own reading of text.
 */
export function addressWords(text: string): readonly number[] {
  if (!text.includes(':')) return addressWords(`::ffff:${text}`);
  const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const [head = [], tail] = canonical
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const gap = tail === undefined ? [] : Array<string>(8 - head.length - tail.length).fill('0');
  const groups = [...head, ...gap, ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
  return [0, 2, 4, 6].map((at) => groups[at]! * 0x10000 + groups[at + 1]!);
}
