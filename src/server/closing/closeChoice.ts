import { aggregate } from '../../core/aggregate/aggregate.ts';
import type { CollectedSockets } from '../../core/collect/collector.ts';
import type { Host } from '../../core/collect/host.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { valueOf } from '../../core/model/outcome.ts';
import type { PreviewCloseParams } from '../../core/protocol/closeSockets.ts';
import { asksForProcesses, matchRows } from '../../core/query/matchRows.ts';
import { parseSocketFilter } from '../../core/query/socketFilter.ts';
import { socketsBelow } from '../../core/report/socketsBelow.ts';
import { SocketTree } from '../../core/report/socketTree.ts';

/** Vendor kernels aside; an age in a filter is counted from it. */
const timeWaitLengthMs = 60_000;

/** Rows of the table that a row of the tree and a filter mean, in sockets that have just been read. */
export async function closeChoice(
  { table }: CollectedSockets,
  { row, filter: text = '' }: PreviewCloseParams,
  host: Host,
  cancellation: Cancellation,
): Promise<readonly number[]> {
  const { filter } = parseSocketFilter(text);
  const owners = asksForProcesses(filter)
    ? valueOf(await host.owners(new Set(table.inode), cancellation))
    : undefined;
  const matches = matchRows(table, filter, { timeWaitLengthMs, ...(owners && { owners }) });
  if (row === undefined) return [...matches.keys()].filter((at) => matches[at] === 1);
  const tree = new SocketTree(table, aggregate(table, new Map(), undefined), matches);
  return socketsBelow(tree, table, row);
}
