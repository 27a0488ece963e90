import type { Host } from '../../core/collect/host.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { valueOf } from '../../core/model/outcome.ts';
import type { SocketTable } from '../../core/model/socketTable.ts';
import { ancestors } from '../../host/ancestors.ts';

/**
 * How many of these sockets are held by this process or one of its ancestors: VS Code's server, a login shell, the
 * `sshd` of a Remote-SSH window. Closing one would disconnect the window itself.
 */
export async function ownConnections(
  host: Host,
  table: SocketTable,
  rows: readonly number[],
  cancellation: Cancellation,
): Promise<number> {
  const inodes = new Set(rows.map((row) => table.inode[row] ?? 0));
  inodes.delete(0);
  if (inodes.size === 0) return 0;
  const owners = valueOf(await host.owners(inodes, cancellation));
  const family = await ancestors(process.pid);
  const isOwn = (row: number): boolean =>
    owners?.get(table.inode[row] ?? 0)?.some(({ pid }) => family.has(pid)) === true;
  return rows.filter(isOwn).length;
}
