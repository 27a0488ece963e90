import type { Collector } from '../collect/collector.ts';
import { collectSockets, socketSources } from '../collect/collectSockets.ts';
import { collectUdp, udpSources } from '../collect/collectUdp.ts';
import type { Host, HostReading } from '../collect/host.ts';
import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { heldInodes } from '../model/heldInodes.ts';
import { failure, mapValue, ok, problemsOf, valueOf, withProblems, type Outcome } from '../model/outcome.ts';
import { joinedOwners, type SocketOwners } from '../model/processes.ts';
import { SeededSet } from '../model/seededMap.ts';
import type { CollectorAttempt, CollectorChoice, CollectorId } from '../model/snapshot.ts';
import type { SavedSnapshot } from '../model/snapshotFile/savedSnapshot.ts';
import type { SocketTable } from '../model/socketTable.ts';
import type { Transport } from '../model/transport.ts';
import { udpTable } from '../parse/udpTable.ts';
import { asksForProcesses, matchRows } from '../query/matchRows.ts';
import { namedTransports } from '../query/namedTransports.ts';
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
  /** Of TCP sockets; those of UDP are read from `/proc`. */
  readonly collector: CollectorId | undefined;
  readonly attempts: readonly CollectorAttempt[];
  readonly outcome: Outcome<unknown>;
  /** One for each transport that was asked for; none if not all of them could be read. */
  readonly tables: readonly FoundRows[];
  /** Owners of these rows, as far as they can be read. */
  readonly owners: SocketOwners;
}

export interface FoundRows {
  readonly table: SocketTable;
  /** In the table's order. */
  readonly rows: readonly number[];
}

/** How long a socket stays in TIME_WAIT, ignoring vendor kernels; ages in a list are informational. */
const timeWaitLengthMs = 60_000;

/**
 * Lists sockets without judging them: those of TCP, unless the filter names a protocol. The kernel applies the filter as
 * far as the collector can ask it to.
 */
export async function listSockets(request: ListRequest): Promise<SocketList> {
  const { host, filter, cancellation } = request;
  const asked = askedFor(filter);
  const reading = host.open(
    {
      sources: asked.includes('udp') ? Object.values(udpSources) : [],
      firstOf: asked.includes('tcp') ? socketSources(request.collectors, request.choice) : [],
    },
    cancellation,
  );
  const facts = await reading.facts(cancellation);
  const known = valueOf(facts);
  if (known === undefined) return { ...nothing, outcome: facts };
  const reads: Read[] = [];
  for (const transport of asked)
    reads.push(
      await (transport === 'tcp' ? readTcp(request, reading, known) : readUdp(reading, known, cancellation)),
    );
  const collected = {
    collector: reads.find(({ collector }) => collector !== undefined)?.collector,
    attempts: reads.flatMap(({ attempts = [] }) => attempts),
  };
  const failed = reads.find(({ sockets }) => valueOf(sockets) === undefined);
  if (failed !== undefined) return { ...nothing, ...collected, outcome: failed.sockets };
  const outcome = withProblems(
    undefined,
    reads.flatMap(({ sockets }) => problemsOf(sockets)),
  );
  return { ...collected, outcome, ...(await foundIn(reads, request)) };
}

/** Like `listSockets`, for data that was collected earlier. */
export function listSaved({ snapshot, owners: known }: SavedSnapshot, filter: SocketFilter): SocketList {
  const { collector, attempts, sockets, udp } = snapshot;
  const owners = (known && valueOf(known)) ?? new Map();
  const saved = { tcp: sockets, udp: udp === undefined ? noUdp : ok(udpTable(udp)) };
  const asked = askedFor(filter).map((transport) => saved[transport]);
  const outcome = asked.find((one) => valueOf(one) === undefined) ?? asked[0] ?? sockets;
  const tables = asked.flatMap((one) => valueOf(one) ?? []);
  return {
    collector,
    attempts,
    outcome,
    tables: tables.length < asked.length ? [] : tables.map((table) => through(table, filter, owners)),
    owners,
  };
}

const nothing = { collector: undefined, attempts: [], tables: [], owners: new Map() };

const noUdp = failure(
  'unavailable',
  'no-udp',
  'The snapshot has no UDP sockets.',
  'Save a new snapshot with this version.',
);

function askedFor(filter: SocketFilter): readonly Transport[] {
  const named = namedTransports(filter);
  return named.length === 0 ? ['tcp'] : named;
}

/** The sockets of one transport. */
interface Read {
  readonly sockets: Outcome<SocketTable>;
  /** If the source names them. */
  readonly owners?: SocketOwners;
  readonly collector?: CollectorId;
  readonly attempts?: readonly CollectorAttempt[];
}

async function readTcp(request: ListRequest, host: HostReading, facts: HostFacts): Promise<Read> {
  const { filter } = request;
  const { collector, attempts, sockets } = await collectSockets({
    ...request,
    host,
    facts,
    query: narrow(filter),
    onProgress: () => undefined,
  });
  const owners = valueOf(sockets)?.owners;
  return {
    sockets: mapValue(sockets, ({ table }) => table),
    ...(owners && { owners }),
    ...(collector && { collector }),
    attempts,
  };
}

async function readUdp(host: HostReading, facts: HostFacts, cancellation: Cancellation): Promise<Read> {
  return { sockets: mapValue(await collectUdp(host, facts, cancellation), udpTable) };
}

/** The rows that match, and their owners; all owners are looked up first only if the filter asks for them. */
async function foundIn(
  reads: readonly Read[],
  { host, filter, cancellation }: ListRequest,
): Promise<Pick<SocketList, 'tables' | 'owners'>> {
  const parts = reads.flatMap(({ sockets, owners }) => {
    const table = valueOf(sockets);
    return table === undefined ? [] : [{ table, owners }];
  });
  const named = joinedOwners(...parts.map(({ owners }) => owners));
  const lookUp = async (found: readonly OwnedRows[]): Promise<SocketOwners> => {
    const unnamed = found.filter((_, index) => parts[index]?.owners === undefined);
    return joinedOwners(named, await ownersOf(host, unnamed, cancellation));
  };
  const all = parts.map(({ table }) => ({ table, rows: table.inode.keys() }));
  const early = asksForProcesses(filter) ? await lookUp(all) : undefined;
  const tables = parts.map(({ table }) => through(table, filter, early ?? named));
  return { tables, owners: early ?? (await lookUp(tables)) };
}

interface OwnedRows {
  readonly table: SocketTable;
  readonly rows: Iterable<number>;
}

function through(table: SocketTable, filter: SocketFilter, owners: SocketOwners): FoundRows {
  const matches = matchRows(table, filter, { timeWaitLengthMs, owners });
  return { table, rows: [...matches.keys()].filter((row) => matches[row] === 1) };
}

async function ownersOf(
  host: Host,
  found: readonly OwnedRows[],
  cancellation: Cancellation,
): Promise<SocketOwners> {
  const inodes = new SeededSet();
  for (const { table, rows } of found) heldInodes(table, rows, inodes);
  return inodes.size === 0 ? new Map() : (valueOf(await host.owners(inodes, cancellation)) ?? new Map());
}
