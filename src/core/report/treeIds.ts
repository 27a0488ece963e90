import type { SocketGroups } from '../aggregate/socketGroups.ts';
import type { AddressId, AddressTable } from '../model/addressTable.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { TcpState, tcpStateName, type TcpStateName } from '../model/tcpState.ts';

/**
 * Ids of tree rows say what a row is, not where it stands, so the same thing has the same id in every snapshot:
 * `TIME_WAIT`, `TIME_WAIT/l/<address>/<port>`, `TIME_WAIT/d/<local>/<remote>/<port>`. An address is its four words in
 * hexadecimal, so an id can be looked up in another snapshot's table without a search.
 */
export type ParentId =
  | { readonly kind: 'state'; readonly state: TcpState }
  | { readonly kind: 'group'; readonly state: TcpState; readonly group: number };

export function stateId(state: TcpState): string {
  return tcpStateName(state);
}

export function groupId(
  state: TcpState,
  group: number,
  groups: SocketGroups,
  addresses: AddressTable,
): string {
  const of = groups.get(group);
  if (of.kind === 'listener')
    return [stateId(state), 'l', addressWords(addresses, of.address), of.port].join('/');
  const ends = [addressWords(addresses, of.localAddress), addressWords(addresses, of.remoteAddress)];
  return [stateId(state), 'd', ...ends, of.remotePort].join('/');
}

/** The inode tells apart listening sockets that share a port (SO_REUSEPORT). */
export function socketId(parent: string, table: SocketTable, row: number): string {
  const local = addressWords(table.addresses, table.localAddress[row] ?? 0);
  const remote = addressWords(table.addresses, table.remoteAddress[row] ?? 0);
  const ports = [table.localPort[row] ?? 0, table.remotePort[row] ?? 0];
  return [parent, 's', local, remote, ...ports, table.inode[row] ?? 0].join('/');
}

/** What a parent's id means in this table; undefined where there is no such thing (any more). */
export function parseParentId(
  id: string,
  groups: SocketGroups,
  addresses: AddressTable,
): ParentId | undefined {
  const [stateName = '', kind, ...rest] = id.split('/');
  if (!Object.hasOwn(TcpState, stateName)) return undefined;
  const state = TcpState[stateName as TcpStateName];
  if (kind === undefined) return { kind: 'state', state };
  const group = findGroup(kind, rest, groups, addresses);
  // Text that only resembles an id (a port of more digits, a word that is no number) must not find another thing.
  if (group === undefined || group < 0 || groupId(state, group, groups, addresses) !== id) return undefined;
  return { kind: 'group', state, group };
}

function findGroup(
  kind: string,
  parts: readonly string[],
  groups: SocketGroups,
  addresses: AddressTable,
): number | undefined {
  const port = Number(parts.at(-1));
  const [first = '', second = ''] = parts;
  const local = findAddress(addresses, first);
  if (local < 0) return undefined;
  if (kind === 'l' && parts.length === 2) return groups.findListener(local, port);
  const remote = findAddress(addresses, second);
  if (kind !== 'd' || parts.length !== 3 || remote < 0) return undefined;
  return groups.findDestination(local, remote, port);
}

function addressWords(addresses: AddressTable, id: AddressId): string {
  return [0, 1, 2, 3].map((position) => addresses.word(id, position).toString(16)).join('.');
}

function findAddress(addresses: AddressTable, words: string): AddressId {
  const [a = NaN, b = NaN, c = NaN, d = NaN] = words.split('.').map((word) => Number.parseInt(word, 16));
  return addresses.find(a, b, c, d);
}
