import { throwIfCancelled, type Cancellation } from '../model/cancellation.ts';
import type { CounterReadings, Counters } from '../model/counters.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { failure, mapValue, valueOf, type Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { CollectorChoice, Snapshot } from '../model/snapshot.ts';
import type { SocketTable } from '../model/socketTable.ts';
import type { SpareRows } from '../model/spareRows.ts';
import { laterTimeWait } from '../model/timeWaitTwice.ts';
import { longWaitMs, mostListedAgain, youngCloseWaitMs } from '../model/waitingTimes.ts';
import type { Collector, SocketQuery } from './collector.ts';
import { collectConfigured } from './collectConfigured.ts';
import { collectCounters, counterSources } from './collectCounters.ts';
import { collectNatPorts } from './collectNatPorts.ts';
import { collectParameters, parameterSources } from './collectParameters.ts';
import { collectSockets, socketSources, type SocketCollection } from './collectSockets.ts';
import { collectUdp, udpSources } from './collectUdp.ts';
import type { Host, Source, SourceReader } from './host.ts';
import { isCloseWaitPile, quietSince, wantsQuietTimes } from './quietTimes.ts';

export interface SnapshotRequest {
  readonly host: Host;
  /** All available collectors, best first. */
  readonly collectors: readonly Collector[];
  readonly choice: CollectorChoice;
  readonly cancellation: Cancellation;
  /** The time of day: milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that no change of the time of day touches, for everything that lasts; `now` if it is absent. */
  readonly steadyNow?: () => number;
  readonly onProgress: (message: string) => void;
  /** Memory for the table. */
  readonly spare?: SpareRows;
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
  /** By the steady clock of the request. */
  readonly readAt: number;
}

export interface TakenSnapshot {
  readonly snapshot: Snapshot;
  /** When the counters were first read, by the steady clock. */
  readonly readAt: number;
  /** Present if the collector itself named processes. */
  readonly owners?: SocketOwners;
}

/** Reads everything that an inspection needs. Throws only `CancelledError`. */
export async function takeSnapshot(request: SnapshotRequest): Promise<TakenSnapshot> {
  const { host, cancellation } = request;
  const steadyNow = steadyOf(request);
  const takenAt = request.now();
  const beganAt = steadyNow();
  const elapsed = (): number => wholeMs(steadyNow() - beganAt);
  request.onProgress('Reading kernel information…');
  const plan = {
    sources: [...counterSources, ...parameterSources, ...Object.values(udpSources)],
    firstOf: socketSources(request.collectors, request.choice),
  };
  const reading = host.open(plan, cancellation);
  const facts = await reading.facts(cancellation);
  throwIfCancelled(cancellation);
  const base = { takenAt, hostLabel: host.label, ...(host.wayIn && { wayIn: host.wayIn }), facts };
  if (facts.kind !== 'ok' && facts.kind !== 'partial')
    return { snapshot: nothing(base, elapsed(), facts), readAt: beganAt };
  if (facts.value.platform !== 'linux') {
    return { snapshot: nothing(base, elapsed(), notLinux(facts.value.platform)), readAt: beganAt };
  }

  const startedAt = request.twice === undefined ? beganAt : steadyNow();
  const [collected, counters, parameters, configuration, udpRead] = await Promise.all([
    collectSockets({ ...request, host: reading, facts: facts.value, query: queryOf(request) }),
    collectCounters(reading, cancellation),
    collectParameters(reading, cancellation),
    reading.configuration(cancellation),
    collectUdp(reading, facts.value, cancellation),
  ]);
  throwIfCancelled(cancellation);
  const listedAt = steadyNow();
  const udp = valueOf(udpRead);
  const nat = await collectNatPorts(reading, valueOf(counters), cancellation);
  const counted = await readAgain(request, counters, startedAt);
  const looked = await lookAgain(request, facts.value, collected, listedAt);
  const owners = 'value' in collected.sockets ? collected.sockets.value.owners : undefined;
  const snapshot: Snapshot = {
    ...base,
    elapsedMs: elapsed(),
    collector: collected.collector,
    attempts: collected.attempts,
    ...withSecondLook(
      mapValue(collected.sockets, ({ table }) => table),
      looked,
    ),
    ...(udp !== undefined && { udp }),
    ...(nat !== undefined && { nat }),
    counters: mapValue(counted, (readings) => withEarlier(readings, request.earlier, startedAt)),
    parameters,
    configuration: collectConfigured(configuration, valueOf(parameters)),
  };
  return { snapshot, readAt: startedAt, ...(owners && { owners }) };
}

/**
 * The counters of a while later with those of now as the earlier ones; how full something is stays as it was with the sockets.
 * @param readAt when the first were read, by the steady clock.
 * @param watchedFrom since when the interval counts by that clock, if that is later.
 */
export async function readAgain(
  request: SnapshotRequest,
  first: Outcome<Counters>,
  readAt: number,
  watchedFrom = readAt,
): Promise<Outcome<CounterReadings>> {
  const { host, twice, earlier, onProgress, cancellation } = request;
  const steadyNow = steadyOf(request);
  const once = mapValue(first, (current) => ({ current }));
  const before = valueOf(first);
  if (twice === undefined || twice.intervalMs <= 0 || earlier !== undefined || before === undefined)
    return once;
  onProgress('Watching the counters…');
  const { between } = twice;
  const sources = [...(between === undefined ? [] : [between.source]), ...counterSources];
  const reading = host.open({ sources }, cancellation);
  if (between !== undefined) await between.read(reading, cancellation);
  // A timer drops fractions of a millisecond.
  await twice.wait(Math.max(0, Math.ceil(watchedFrom + twice.intervalMs - steadyNow())), cancellation);
  throwIfCancelled(cancellation);
  const secondsEarlier = (steadyNow() - readAt) / 1000;
  const again = valueOf(await collectCounters(reading, cancellation));
  if (again === undefined || secondsEarlier <= 0) return once;
  const levels = [...before].filter(([name]) => name.startsWith('sockstat'));
  const current = new Map([...again, ...levels, ...laterTimeWait(again)]);
  return mapValue(once, () => ({ current, previous: { counters: before, secondsEarlier } }));
}

/** A second look at the sockets of a table, and what it tells of them. */
export interface SecondLook {
  readonly quietMs: Uint32Array;
  /** How much later it began than the first list was complete, in milliseconds. Making either list is no part of it. */
  readonly afterMs: number;
}

/** Adds how long peers have been quiet. */
export function withSecondLook(
  sockets: Outcome<SocketTable>,
  looked: SecondLook | undefined,
): Pick<Snapshot, 'sockets' | 'lookedAgainAfterMs'> {
  if (looked === undefined) return { sockets };
  const { quietMs, afterMs } = looked;
  return { sockets: mapValue(sockets, (all) => ({ ...all, quietMs })), lookedAgainAfterMs: wholeMs(afterMs) };
}

/** How long peers have been quiet: as the source tells, or by a second list if the counters are read twice, too. */
async function lookAgain(
  request: SnapshotRequest,
  facts: HostFacts,
  { collector: id, sockets }: SocketCollection,
  listedAt: number,
): Promise<SecondLook | undefined> {
  const collector = request.collectors.find((each) => each.id === id);
  const table = valueOf(sockets)?.table;
  if (collector === undefined || table === undefined) return undefined;
  const { host, twice, cancellation } = request;
  const steadyNow = steadyOf(request);
  // Where the list took long, less than the interval has passed since it was complete.
  if (collector.lookAgain !== undefined && (twice?.intervalMs ?? 0) > 0 && isCloseWaitPile(table))
    await twice?.wait(Math.max(0, Math.ceil(listedAt + longWaitMs - steadyNow())), cancellation);
  const afterMs = steadyNow() - listedAt;
  const quietMs = await collector.lookAgain?.(
    host.open({ sources: [] }, cancellation),
    facts,
    table,
    cancellation,
  );
  return quietMs === undefined ? listAgain(request, facts, collector, table, listedAt) : { quietMs, afterMs };
}

/** A timer may be early by a part of a millisecond, and what has waited for 999 ms has not waited for a second. */
const surelyMs = 100;
/** What waits for less is no news. */
const listedAgainAfterMs = longWaitMs + surelyMs;
/** A pile of CLOSE_WAIT is one only if it lasts longer than work does. */
const pileListedAgainAfterMs = youngCloseWaitMs + surelyMs;

/**
 * How long peers have been quiet, by a second list of a source that does not tell it. Undefined if no list was made.
 * @param listedAt when the first list was complete, by the steady clock.
 */
export async function listAgain(
  request: SnapshotRequest,
  facts: HostFacts,
  collector: Collector,
  table: SocketTable,
  listedAt: number,
): Promise<SecondLook | undefined> {
  const { host, twice, cancellation } = request;
  const steadyNow = steadyOf(request);
  if (collector.lookAgain !== undefined) return undefined;
  if (twice === undefined || twice.intervalMs <= 0 || table.length > mostListedAgain) return undefined;
  if (!wantsQuietTimes(table)) return undefined;
  const afterMs = isCloseWaitPile(table) ? pileListedAgainAfterMs : listedAgainAfterMs;
  await twice.wait(Math.max(0, listedAt + afterMs - steadyNow()), cancellation);
  const elapsedMs = steadyNow() - listedAt;
  const reading = host.open({ sources: collector.sources ?? [] }, cancellation);
  const again = valueOf(await collector.collect(reading, facts, cancellation));
  const quietMs = again && quietSince(table, elapsedMs, again.table);
  return quietMs && { quietMs, afterMs: elapsedMs };
}

/** A steady clock has fractions of a millisecond, which no reader of a report or a snapshot wants. */
export function wholeMs(milliseconds: number): number {
  return Math.round(milliseconds);
}

/** The clock by which a request measures what lasts. */
export function steadyOf({ steadyNow, now }: Pick<SnapshotRequest, 'steadyNow' | 'now'>): () => number {
  return steadyNow ?? now;
}

/** All sockets: as many as the kernel counted before, and a tenth more, because it counts no half-open requests. */
function queryOf({ earlier, spare }: SnapshotRequest): SocketQuery {
  const counted = ['sockstat.TCP.inuse', 'sockstat.TCP.tw', 'sockstat6.TCP6.inuse']
    .map((name) => earlier?.counters.get(name) ?? 0)
    .reduce((sum, count) => sum + count, 0);
  return { expected: Math.ceil(counted * 1.1), ...(spare && { spare }) };
}

/** With those of an earlier inspection, if there was one. */
function withEarlier(
  readings: CounterReadings,
  earlier: EarlierCounters | undefined,
  readAt: number,
): CounterReadings {
  if (earlier === undefined) return readings;
  const { current } = readings;
  return {
    current: new Map([...current, ...laterTimeWait(current)]),
    previous: { counters: earlier.counters, secondsEarlier: (readAt - earlier.readAt) / 1000 },
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
  elapsedMs: number,
  reason: Outcome<never>,
): Snapshot {
  return {
    ...base,
    elapsedMs,
    collector: undefined,
    attempts: [],
    sockets: reason,
    counters: reason,
    parameters: reason,
    configuration: reason,
  };
}
