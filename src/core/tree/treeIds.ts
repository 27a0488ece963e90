import type { SocketTable } from '../model/socketTable.ts';
import { addressKey, findAddress } from './facets/addressKey.ts';
import type { Facet } from './facets/facet.ts';

/**
 * Ids of tree rows say what a row is, not where it stands, so the same thing has the same id in every snapshot:
 * `TIME_WAIT`, `TIME_WAIT/l:<address>:<port>`, `d:<local>:<remote>:<port>/ESTABLISHED`. The text before the last
 * slash is the id of the parent row; a socket's own part is `s:<local>:<remote>:<ports>:<inode>`.
 */
export function childId(parent: string, key: string): string {
  return parent === '' ? key : `${parent}/${key}`;
}

/** The inode distinguishes listening sockets that share a port (SO_REUSEPORT). */
export function socketKey(table: SocketTable, row: number): string {
  const local = addressKey(table.addresses, table.localAddress[row] ?? 0);
  const remote = addressKey(table.addresses, table.remoteAddress[row] ?? 0);
  const ports = [table.localPort[row] ?? 0, table.remotePort[row] ?? 0];
  return ['s', local, remote, ...ports, table.inode[row] ?? 0].join(':');
}

/** The table row of the socket with this id, in a tree of any shape; undefined if it no longer exists. */
export function findSocket(table: SocketTable, id: string): number | undefined {
  const key = id.slice(id.lastIndexOf('/') + 1);
  if (!key.startsWith('s:')) return undefined;
  const [, local = '', remote = '', localPort] = key.split(':');
  const [localAddress, remoteAddress] = [local, remote].map((words) => findAddress(table.addresses, words));
  const port = Number(localPort);
  for (let row = 0; row < table.length; row++) {
    const isNear =
      table.localPort[row] === port &&
      table.localAddress[row] === localAddress &&
      table.remoteAddress[row] === remoteAddress;
    if (isNear && socketKey(table, row) === key) return row;
  }
  return undefined;
}

/** The part of a facet that a key names; undefined if this table does not contain it (any more). */
export function findPart(facet: Facet, key: string): number | undefined {
  const part = facet.find(key);
  // Text that only resembles a key (a port with too many digits, a word instead of a number) must not match anything else.
  const isFound = part !== undefined && part >= 0 && part < facet.size && facet.key(part) === key;
  return isFound ? part : undefined;
}
