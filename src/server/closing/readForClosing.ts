import { collectSockets, socketSources } from '../../core/collect/collectSockets.ts';
import type { CollectedSockets } from '../../core/collect/collector.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { valueOf, type Failure, type Problem } from '../../core/model/outcome.ts';
import type { InspectedHost } from '../../core/collect/place.ts';
import { notThere } from './closeProblems.ts';

/** The current sockets, with their ids unless there is a reason why none can be closed from here. */
export interface ReadForClosing {
  readonly sockets: CollectedSockets;
  /** Whether a shell there runs as root; absent if not checked. */
  readonly isRoot?: boolean;
  readonly refusal?: Problem;
}

/** If sockets cannot be closed, they are read anyway, for the command that someone with permission can run. */
export async function readForClosing(
  place: InspectedHost,
  cancellation: Cancellation,
): Promise<ReadForClosing | Failure> {
  const refusal = place.closer === undefined ? notThere : (await place.closer.refusal())?.problem;
  if (place.closer !== undefined) {
    const sockets = valueOf(await place.closer.collect(cancellation));
    if (sockets !== undefined) return { sockets, ...(refusal && { refusal }) };
  }
  return collect(place, refusal ?? notThere, cancellation);
}

async function collect(
  { host, collectors }: InspectedHost,
  refusal: Problem,
  cancellation: Cancellation,
): Promise<ReadForClosing | Failure> {
  const choice = 'auto';
  const plan = { sources: [], firstOf: socketSources(collectors, choice) };
  const reading = host.open(plan, cancellation);
  const facts = await reading.facts(cancellation);
  if ('problem' in facts) return facts;
  const request = { host: reading, facts: facts.value, collectors, choice, cancellation } as const;
  const { sockets } = await collectSockets({ ...request, onProgress: () => undefined });
  return 'problem' in sockets
    ? sockets
    : { sockets: sockets.value, isRoot: facts.value.effectiveUser === 0, refusal };
}
