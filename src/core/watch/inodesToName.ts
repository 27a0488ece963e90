import { livingRows } from '../model/livingRows.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { isFailed } from './connectionKind.ts';
import type { EndBatch } from './endBatch.ts';
import { Translator } from './translator.ts';

/** Looking for owners is dear; a few sockets to an address tell whose its failures probably are. */
const mostInodes = 64;

/** Inodes of living sockets to addresses that connections failed to. */
export function inodesToName(batch: EndBatch, table: SocketTable): ReadonlySet<number> {
  const { kindOfClient, remoteAddress } = batch.columns;
  const addresses = new Set<number>();
  for (let row = 0; row < batch.length; row++)
    if (isFailed[kindOfClient[row] ?? 0] === true) addresses.add(remoteAddress[row] ?? 0);
  const inodes = new Set<number>();
  if (addresses.size === 0) return inodes;
  const translator = new Translator(table.addresses, batch.addresses);
  for (const row of livingRows(table)) {
    if (inodes.size >= mostInodes) break;
    const inode = table.inode[row] ?? 0;
    if (inode > 0 && addresses.has(translator.get(table.remoteAddress[row] ?? 0))) inodes.add(inode);
  }
  return inodes;
}
