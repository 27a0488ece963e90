import type { SocketTable } from '../model/socketTable.ts';
import { addressKey, findAddress } from './facets/addressKey.ts';
import type { Facet } from './facets/facet.ts';

/**
 * Ids of tree rows say what a row is, not where it stands, so the same thing has the same id in every snapshot:
 * `TIME_WAIT`, `TIME_WAIT/l:<address>:<port>`, `d:<local>:<remote>:<port>/ESTABLISHED`. Before the last slash is the id of
 * the row above; of a socket also what it is called among them, `s:<local>:<remote>:<ports>:<inode>`.
 */
export function childId(parent: string, key: string): string {
  return parent === '' ? key : `${parent}/${key}`;
}

/** The inode tells apart listening sockets that share a port (SO_REUSEPORT). */
export function socketKey(table: SocketTable, row: number): string {
  const local = addressKey(table.addresses, table.localAddress[row] ?? 0);
  const remote = addressKey(table.addresses, table.remoteAddress[row] ?? 0);
  const ports = [table.localPort[row] ?? 0, table.remotePort[row] ?? 0];
  return ['s', local, remote, ...ports, table.inode[row] ?? 0].join(':');
}

/** The row of the socket whose id this is, in a tree of whatever shape; undefined where it is gone. */
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

/** The part of a facet that a key names; undefined where this table has no such thing (any more). */
export function findPart(facet: Facet, key: string): number | undefined {
  const part = facet.find(key);
  // Text that only resembles a key (a port of more digits, a word that is no number) must not find another thing.
  const isFound = part !== undefined && part >= 0 && part < facet.size && facet.key(part) === key;
  return isFound ? part : undefined;
}
