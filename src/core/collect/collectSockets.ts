import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { failure, problemsOf, type Outcome } from '../model/outcome.ts';
import type { CollectorAttempt, CollectorChoice, CollectorId } from '../model/snapshot.ts';
import type { CollectedSockets, Collector, SocketQuery } from './collector.ts';
import type { ReadingPlan, SourceReader } from './host.ts';

export interface CollectionRequest {
  readonly host: SourceReader;
  readonly facts: HostFacts;
  /** All that could be used, best first. */
  readonly collectors: readonly Collector[];
  readonly choice: CollectorChoice;
  /** All sockets where it is absent. */
  readonly query?: SocketQuery;
  readonly cancellation: Cancellation;
  readonly onProgress: (message: string) => void;
}

export interface SocketCollection {
  readonly collector: CollectorId | undefined;
  readonly attempts: readonly CollectorAttempt[];
  readonly sockets: Outcome<CollectedSockets>;
}

/** Faults of a source that another source does not have: worth leaving it for, when the user did not insist on it. */
const leaveFor = new Set(['ss-no-timers']);

/** What `collectSockets` is going to read, as far as that is known beforehand. */
export function socketSources(
  collectors: readonly Collector[],
  choice: CollectorChoice,
): NonNullable<ReadingPlan['firstOf']> {
  return chosenOf(collectors, choice).flatMap(({ sources }) => (sources === undefined ? [] : [sources]));
}

function chosenOf(collectors: readonly Collector[], choice: CollectorChoice): readonly Collector[] {
  return choice === 'auto' ? collectors : collectors.filter((collector) => collector.id === choice);
}

/**
 * Tries the collectors in order until one reads the sockets, and records why the others were left. A chosen collector
 * is the only one that is tried: who insists on it wants to know that it fails.
 */
export async function collectSockets(request: CollectionRequest): Promise<SocketCollection> {
  const { host, facts, collectors, choice, cancellation } = request;
  const attempts: CollectorAttempt[] = [];
  const chosen = chosenOf(collectors, choice);
  let last: Outcome<CollectedSockets> = failure(
    'unavailable',
    'no-collector',
    `The collector “${choice}” is not available here.`,
    'Choose the collector “auto”.',
  );
  /** Sockets with a fault, for which another source was looked for: better than none. */
  let left: Pick<SocketCollection, 'collector' | 'sockets'> | undefined;
  for (const [index, collector] of chosen.entries()) {
    request.onProgress(collector.progress);
    last = await collector.collect(host, facts, cancellation, request.query);
    const isLast = index === chosen.length - 1;
    const fault = problemsOf(last).find(
      (problem) => last.kind !== 'partial' || (leaveFor.has(problem.code) && !isLast),
    );
    if (fault === undefined) return { collector: collector.id, attempts, sockets: last };
    attempts.push({ collector: collector.id, reason: fault.message });
    if (last.kind === 'partial') left ??= { collector: collector.id, sockets: last };
  }
  return left === undefined
    ? { collector: undefined, attempts, sockets: last }
    : { ...left, attempts: attempts.filter(({ collector }) => collector !== left.collector) };
}
