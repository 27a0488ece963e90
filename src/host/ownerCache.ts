import type { ProcessInfo } from '../core/model/processes.ts';
import { socketInode, type Holder } from './processSockets.ts';

/** More entries than a host has visible sockets with owners. When the limit is reached, the cache is cleared. */
const maxEntries = 200_000;

/**
 * The processes that held a socket at the last scan. An entry is valid only while each of its descriptors still
 * refers to that socket, which takes one check each. Processes that have come to share the socket since then are not
 * known.
 */
export class OwnerCache {
  readonly #holders = new Map<number, readonly Holder[]>();

  /** The processes that held this socket and still do; undefined if no longer known. */
  confirm(inode: number): readonly ProcessInfo[] | undefined {
    const holders = this.#holders.get(inode);
    if (holders === undefined) return undefined;
    if (holders.every(({ link }) => socketInode(link) === inode))
      return holders.map(({ process }) => process);
    this.#holders.delete(inode);
    return undefined;
  }

  remember(holders: ReadonlyMap<number, readonly Holder[]>): void {
    if (this.#holders.size + holders.size > maxEntries) this.#holders.clear();
    for (const [inode, entry] of holders) this.#holders.set(inode, entry);
  }
}
