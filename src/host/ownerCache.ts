import type { ProcessInfo } from '../core/model/processes.ts';
import { socketInode, type Holder } from './processSockets.ts';

/** More entries than a host has sockets with owners in view; then everything is forgotten. */
const maxEntries = 200_000;

/**
 * Who held a socket when the processes were last walked. An entry is believed only while each of its descriptors still is
 * that socket, which one look each tells; a process that came to share the socket since then is not known here.
 */
export class OwnerCache {
  readonly #holders = new Map<number, readonly Holder[]>();

  /** The processes that held this socket and still do; undefined where that is not known any more. */
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
