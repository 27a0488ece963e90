import { aggregate } from '../../core/aggregate/aggregate.ts';
import type { CollectedSockets } from '../../core/collect/collector.ts';
import type { Host } from '../../core/collect/host.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { heldInodes } from '../../core/model/heldInodes.ts';
import { valueOf } from '../../core/model/outcome.ts';
import { usualShape } from '../../core/model/treeShape.ts';
import type { PreviewCloseParams } from '../../core/protocol/closeSockets.ts';
import { asksForProcesses, matchRows } from '../../core/query/matchRows.ts';
import type { SocketFilter } from '../../core/query/socketFilter.ts';
import { TreeMaker } from '../../core/tree/treeMaker.ts';

/** Ignoring vendor kernels; ages in a filter are computed from it. */
const timeWaitLengthMs = 60_000;

/** The rows of the table that a tree row and a filter select, in sockets that have just been read. */
export async function closeChoice(
  { table }: CollectedSockets,
  { row, shape = usualShape }: PreviewCloseParams,
  filter: SocketFilter,
  host: Host,
  cancellation: Cancellation,
): Promise<readonly number[]> {
  const owners =
    asksForProcesses(filter) || shape.grouping === 'process'
      ? valueOf(await host.owners(heldInodes(table), cancellation))
      : undefined;
  const matches = matchRows(table, filter, { timeWaitLengthMs, ...(owners && { owners }) });
  const maker = new TreeMaker(table, aggregate(table, new Map(), undefined));
  return [...maker.make(shape, matches, owners).rows(row === undefined ? [] : [row])];
}
