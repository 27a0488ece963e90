import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import { failure, problemsOf, type Outcome } from '../model/outcome.ts';
import type { CollectorAttempt, CollectorChoice, CollectorId } from '../model/snapshot.ts';
import type { CollectedSockets, Collector, SocketQuery } from './collector.ts';
import type { ReadingPlan, SourceReader } from './host.ts';

export interface CollectionRequest {
  readonly host: SourceReader;
  readonly facts: HostFacts;
  /** All available collectors, best first. */
  readonly collectors: readonly Collector[];
  readonly choice: CollectorChoice;
  /** All sockets if absent. */
  readonly query?: SocketQuery;
  readonly cancellation: Cancellation;
  readonly onProgress: (message: string) => void;
}

export interface SocketCollection {
  readonly collector: CollectorId | undefined;
  readonly attempts: readonly CollectorAttempt[];
  readonly sockets: Outcome<CollectedSockets>;
}

/** Problems that another source does not have, so it is worth trying the next source unless the user insists on this one. */
const leaveFor = new Set(['ss-no-timers']);

/**
 * What `collectSockets` is going to read, as far as that is known beforehand: nothing where the first collector asks the
 * kernel itself, so that no program is started in vain.
 */
export function socketSources(
  collectors: readonly Collector[],
  choice: CollectorChoice,
): NonNullable<ReadingPlan['firstOf']> {
  const chosen = chosenOf(collectors, choice);
  if (chosen[0]?.sources === undefined) return [];
  return chosen.flatMap(({ sources }) => (sources === undefined ? [] : [sources]));
}

function chosenOf(collectors: readonly Collector[], choice: CollectorChoice): readonly Collector[] {
  return choice === 'auto' ? collectors : collectors.filter((collector) => collector.id === choice);
}

/**
 * Tries the collectors in order until one can read the sockets, and records why the others could not. If the user
 * chose a collector, only that one is tried, so that its failure is reported.
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
  /** Sockets with a problem, kept in case no other source works. */
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
