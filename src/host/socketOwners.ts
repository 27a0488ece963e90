import type { Cancellation } from '../core/model/cancellation.ts';
import { countText } from '../core/model/numberText.ts';
import { withProblems, type Outcome } from '../core/model/outcome.ts';
import type { ProcessInfo, SocketOwners } from '../core/model/processes.ts';
import type { OwnerCache } from './ownerCache.ts';
import { Pace } from './pace.ts';
import { walkProcesses } from './processSockets.ts';
import { errorCode, fileFailure } from './systemError.ts';

/**
 * Finds the processes that hold these sockets by the links in `/proc/<pid>/fd`. All processes are scanned only if the
 * cache has no current owner. Without root, processes of other users cannot be read, which makes the outcome partial.
 */
export async function socketOwners(
  inodes: ReadonlySet<number>,
  cache: OwnerCache,
  cancellation: Cancellation,
): Promise<Outcome<SocketOwners>> {
  const owners = new Map<number, readonly ProcessInfo[]>();
  const pace = new Pace(cancellation);
  const unknown = new Set<number>();
  for (const inode of inodes) {
    const known = cache.confirm(inode);
    if (known === undefined) unknown.add(inode);
    else owners.set(inode, known);
    if (pace.isDue) await pace.rest();
  }
  if (unknown.size === 0) return withProblems(owners, []);
  try {
    const { holders, hidden } = await walkProcesses(unknown, pace);
    cache.remember(holders);
    for (const [inode, found] of holders)
      owners.set(
        inode,
        found.map(({ process }) => process),
      );
    return withProblems(owners, hiddenProblem(hidden, inodes.size - owners.size));
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return fileFailure(error, '/proc');
  }
}

function hiddenProblem(hidden: number, missing: number) {
  if (hidden === 0 || missing === 0) return [];
  const processes = countText(hidden, 'process of another user', 'processes of other users');
  return [
    {
      code: 'processes-hidden',
      message: `${processes} cannot be read, so ${countText(missing, 'socket has', 'sockets have')} no process name.`,
      nextStep: 'Run as root to see the processes of all users.',
    },
  ];
}
