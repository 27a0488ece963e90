import { throwIfCancelled, type Cancellation } from '../model/cancellation.ts';
import type { CounterReadings, Counters } from '../model/counters.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { failure, mapValue, valueOf, type Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { CollectorChoice, Snapshot } from '../model/snapshot.ts';
import type { SocketTable } from '../model/socketTable.ts';
import type { Collector } from './collector.ts';
import { collectConfigured } from './collectConfigured.ts';
import { collectCounters, counterSources } from './collectCounters.ts';
import { collectNatPorts } from './collectNatPorts.ts';
import { collectParameters, parameterSources } from './collectParameters.ts';
import { collectSockets, socketSources, type SocketCollection } from './collectSockets.ts';
import { collectUdp, udpSources } from './collectUdp.ts';
import type { Host, Source, SourceReader } from './host.ts';

export interface SnapshotRequest {
  readonly host: Host;
  /** All available collectors, best first. */
  readonly collectors: readonly Collector[];
  readonly choice: CollectorChoice;
  readonly cancellation: Cancellation;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onProgress: (message: string) => void;
  /** An earlier reading of the same host's counters. */
  readonly earlier?: EarlierCounters;
  /** Reads the counters twice, if there is no earlier reading. */
  readonly twice?: TwoReadings;
}

/** Two readings of the counters within one inspection. What else is read is read in between. */
export interface TwoReadings {
  /** At least so long apart, in milliseconds. */
  readonly intervalMs: number;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number, cancellation: Cancellation) => Promise<void>;
  /** Read in between, instead of waiting: it has to last as long. */
  readonly between?: ReadBetween;
}

/** A source that is read between two readings of the counters, in the same request as the second. */
export interface ReadBetween {
  readonly source: Source;
  /** Reads it to its end. */
  readonly read: (reading: SourceReader, cancellation: Cancellation) => Promise<void>;
}

export interface EarlierCounters {
  readonly counters: Counters;
  readonly takenAt: number;
}

export interface TakenSnapshot {
  readonly snapshot: Snapshot;
  /** Present if the collector itself named processes. */
  readonly owners?: SocketOwners;
}

/** Reads everything that an inspection needs. Throws only `CancelledError`. */
export async function takeSnapshot(request: SnapshotRequest): Promise<TakenSnapshot> {
  const { host, cancellation } = request;
  const takenAt = request.now();
  request.onProgress('Reading kernel information…');
  const plan = {
    sources: [...counterSources, ...parameterSources, ...Object.values(udpSources)],
    firstOf: socketSources(request.collectors, request.choice),
  };
  const reading = host.open(plan, cancellation);
  const facts = await reading.facts(cancellation);
  throwIfCancelled(cancellation);
  const base = { takenAt, hostLabel: host.label, ...(host.wayIn && { wayIn: host.wayIn }), facts };
  if (facts.kind !== 'ok' && facts.kind !== 'partial') return { snapshot: nothing(base, request, facts) };
  if (facts.value.platform !== 'linux') {
    return { snapshot: nothing(base, request, notLinux(facts.value.platform)) };
  }

  const startedAt = request.twice === undefined ? takenAt : request.now();
  const [collected, counters, parameters, configuration, udpRead] = await Promise.all([
    collectSockets({ ...request, host: reading, facts: facts.value }),
    collectCounters(reading, cancellation),
    collectParameters(reading, cancellation),
    reading.configuration(cancellation),
    collectUdp(reading, facts.value, cancellation),
  ]);
  throwIfCancelled(cancellation);
  const udp = valueOf(udpRead);
  const nat = await collectNatPorts(reading, valueOf(counters), cancellation);
  const counted = await readAgain(request, counters, startedAt);
  const sockets = await lookAgain(request, facts.value, collected);
  const owners = 'value' in collected.sockets ? collected.sockets.value.owners : undefined;
  const snapshot: Snapshot = {
    ...base,
    elapsedMs: request.now() - takenAt,
    collector: collected.collector,
    attempts: collected.attempts,
    sockets,
    ...(udp !== undefined && { udp }),
    ...(nat !== undefined && { nat }),
    ...(valueOf(sockets)?.quietMs !== undefined && { lookedAgainAfterMs: request.now() - startedAt }),
    counters: mapValue(counted, (readings) => ({ ...readings, ...previous(request.earlier, takenAt) })),
    parameters,
    configuration: collectConfigured(configuration, valueOf(parameters)),
  };
  return owners === undefined ? { snapshot } : { snapshot, owners };
}

/**
 * The counters of a while later with those of now as the earlier ones; how full something is stays as it was with the sockets.
 * @param readAt when the first were read.
 * @param watchedFrom since when the interval counts, if that is later.
 */
export async function readAgain(
  { host, twice, earlier, now, onProgress, cancellation }: SnapshotRequest,
  first: Outcome<Counters>,
  readAt: number,
  watchedFrom = readAt,
): Promise<Outcome<CounterReadings>> {
  const once = mapValue(first, (current) => ({ current }));
  const before = valueOf(first);
  if (twice === undefined || twice.intervalMs <= 0 || earlier !== undefined || before === undefined)
    return once;
  onProgress('Watching the counters…');
  const { between } = twice;
  const sources = [...(between === undefined ? [] : [between.source]), ...counterSources];
  const reading = host.open({ sources }, cancellation);
  if (between !== undefined) await between.read(reading, cancellation);
  await twice.wait(Math.max(0, watchedFrom + twice.intervalMs - now()), cancellation);
  throwIfCancelled(cancellation);
  const secondsEarlier = (now() - readAt) / 1000;
  const again = valueOf(await collectCounters(reading, cancellation));
  if (again === undefined || secondsEarlier <= 0) return once;
  const levels = [...before].filter(([name]) => name.startsWith('sockstat'));
  const current = new Map([...again, ...levels]);
  return mapValue(once, () => ({ current, previous: { counters: before, secondsEarlier } }));
}

/** Adds how long peers have been quiet, if the collector can read it. */
async function lookAgain(
  { host, collectors, cancellation }: SnapshotRequest,
  facts: HostFacts,
  { collector: id, sockets }: SocketCollection,
): Promise<Outcome<SocketTable>> {
  const collector = collectors.find((each) => each.id === id);
  const table = valueOf(sockets)?.table;
  const quietMs =
    table &&
    (await collector?.lookAgain?.(host.open({ sources: [] }, cancellation), facts, table, cancellation));
  return mapValue(sockets, ({ table: all }) => (quietMs === undefined ? all : { ...all, quietMs }));
}

function previous(earlier: EarlierCounters | undefined, takenAt: number) {
  if (earlier === undefined) return {};
  return {
    previous: { counters: earlier.counters, secondsEarlier: (takenAt - earlier.takenAt) / 1000 },
  };
}

function notLinux(platform: string) {
  return failure(
    'unavailable',
    'not-linux',
    `This host runs ${platform}, but sockets can only be read on Linux.`,
    'Inspect a Linux host, in a remote window or over ssh.',
  );
}

/** A snapshot in which every section is missing for the same reason. */
function nothing(
  base: Pick<Snapshot, 'takenAt' | 'hostLabel' | 'wayIn' | 'facts'>,
  request: SnapshotRequest,
  reason: Outcome<never>,
): Snapshot {
  return {
    ...base,
    elapsedMs: request.now() - base.takenAt,
    collector: undefined,
    attempts: [],
    sockets: reason,
    counters: reason,
    parameters: reason,
    configuration: reason,
  };
}
