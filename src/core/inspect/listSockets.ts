import type { Collector } from '../collect/collector.ts';
import { collectSockets, socketSources } from '../collect/collectSockets.ts';
import type { Host } from '../collect/host.ts';
import type { Cancellation } from '../model/cancellation.ts';
import { valueOf, type Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { CollectorAttempt, CollectorChoice, CollectorId } from '../model/snapshot.ts';
import type { SavedSnapshot } from '../model/snapshotFile/savedSnapshot.ts';
import type { SocketTable } from '../model/socketTable.ts';
import { asksForProcesses, matchRows } from '../query/matchRows.ts';
import { narrow } from '../query/narrow.ts';
import type { SocketFilter } from '../query/socketFilter.ts';

export interface ListRequest {
  readonly host: Host;
  readonly collectors: readonly Collector[];
  readonly choice: CollectorChoice;
  readonly filter: SocketFilter;
  readonly cancellation: Cancellation;
}

/** The sockets that match a filter. */
export interface SocketList {
  readonly collector: CollectorId | undefined;
  readonly attempts: readonly CollectorAttempt[];
  readonly outcome: Outcome<unknown>;
  /** Undefined if the sockets could not be read. */
  readonly table: SocketTable | undefined;
  /** Rows of the table, in its order. */
  readonly rows: readonly number[];
  /** Owners of these rows, as far as they can be read. */
  readonly owners: SocketOwners;
}

/** How long a socket stays in TIME_WAIT, ignoring vendor kernels; ages in a list are informational. */
const timeWaitLengthMs = 60_000;

/** Lists sockets without judging them. The kernel applies the filter as far as the collector can ask it to. */
export async function listSockets(request: ListRequest): Promise<SocketList> {
  const { host, filter, cancellation } = request;
  const firstOf = socketSources(request.collectors, request.choice);
  const reading = host.open({ sources: [], firstOf }, cancellation);
  const facts = await reading.facts(cancellation);
  const known = valueOf(facts);
  const nothing = { table: undefined, rows: [], owners: new Map() };
  if (known === undefined) return { ...nothing, collector: undefined, attempts: [], outcome: facts };
  const collection = await collectSockets({
    ...request,
    host: reading,
    facts: known,
    query: narrow(filter),
    onProgress: () => undefined,
  });
  const { collector, attempts, sockets } = collection;
  const { table, owners: named } = valueOf(sockets) ?? {};
  if (table === undefined) return { ...nothing, collector, attempts, outcome: sockets };
  const early =
    named ??
    (asksForProcesses(filter) ? await ownersOf(host, table, table.inode.keys(), cancellation) : undefined);
  const rows = rowsThrough(table, filter, early ?? new Map());
  const owners = early ?? (await ownersOf(host, table, rows, cancellation));
  return { collector, attempts, outcome: sockets, table, rows, owners };
}

/** Like `listSockets`, for data that was collected earlier. */
export function listSaved({ snapshot, owners: known }: SavedSnapshot, filter: SocketFilter): SocketList {
  const { collector, attempts, sockets: outcome } = snapshot;
  const table = valueOf(outcome);
  const owners = (known && valueOf(known)) ?? new Map();
  const rows = table === undefined ? [] : rowsThrough(table, filter, owners);
  return { collector, attempts, outcome, table, rows, owners };
}

function rowsThrough(table: SocketTable, filter: SocketFilter, owners: SocketOwners): readonly number[] {
  const matches = matchRows(table, filter, { timeWaitLengthMs, owners });
  return [...matches.keys()].filter((row) => matches[row] === 1);
}

async function ownersOf(
  host: Host,
  table: SocketTable,
  rows: Iterable<number>,
  cancellation: Cancellation,
): Promise<SocketOwners> {
  const inodes = new Set<number>();
  for (const row of rows) inodes.add(table.inode[row] ?? 0);
  inodes.delete(0);
  return inodes.size === 0 ? new Map() : (valueOf(await host.owners(inodes, cancellation)) ?? new Map());
}
