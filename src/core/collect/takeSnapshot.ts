import { throwIfCancelled, type Cancellation } from '../model/cancellation.ts';
import type { Counters } from '../model/counters.ts';
import { failure, valueOf, type Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { CollectorChoice, Snapshot } from '../model/snapshot.ts';
import type { Collector } from './collector.ts';
import { collectConfigured } from './collectConfigured.ts';
import { collectCounters, counterSources } from './collectCounters.ts';
import { collectParameters, parameterSources } from './collectParameters.ts';
import { collectSockets, socketSources } from './collectSockets.ts';
import type { Host } from './host.ts';

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
    sources: [...counterSources, ...parameterSources],
    firstOf: socketSources(request.collectors, request.choice),
  };
  const reading = host.open(plan, cancellation);
  const facts = await reading.facts(cancellation);
  throwIfCancelled(cancellation);
  const base = { takenAt, hostLabel: host.label, facts };
  if (facts.kind !== 'ok' && facts.kind !== 'partial') return { snapshot: nothing(base, request, facts) };
  if (facts.value.platform !== 'linux') {
    return { snapshot: nothing(base, request, notLinux(facts.value.platform)) };
  }

  const [collected, counters, parameters, configuration] = await Promise.all([
    collectSockets({ ...request, host: reading, facts: facts.value }),
    collectCounters(reading, cancellation),
    collectParameters(reading, cancellation),
    reading.configuration(cancellation),
  ]);
  throwIfCancelled(cancellation);
  const owners = 'value' in collected.sockets ? collected.sockets.value.owners : undefined;
  const snapshot: Snapshot = {
    ...base,
    elapsedMs: request.now() - takenAt,
    collector: collected.collector,
    attempts: collected.attempts,
    sockets: map(collected.sockets, ({ table }) => table),
    counters: map(counters, (current) => ({ current, ...previous(request.earlier, takenAt) })),
    parameters,
    configuration: collectConfigured(configuration, valueOf(parameters)),
  };
  return owners === undefined ? { snapshot } : { snapshot, owners };
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
  base: Pick<Snapshot, 'takenAt' | 'hostLabel' | 'facts'>,
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

function map<T, U>(outcome: Outcome<T>, change: (value: T) => U): Outcome<U> {
  if (outcome.kind === 'ok') return { ...outcome, value: change(outcome.value) };
  if (outcome.kind === 'partial') return { ...outcome, value: change(outcome.value) };
  return outcome;
}
