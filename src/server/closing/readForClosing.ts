import { collectSockets, socketSources } from '../../core/collect/collectSockets.ts';
import type { CollectedSockets } from '../../core/collect/collector.ts';
import type { Cancellation } from '../../core/model/cancellation.ts';
import { problemsOf, valueOf, type Failure, type Outcome, type Problem } from '../../core/model/outcome.ts';
import type { InspectedHost } from '../../host/place.ts';
import { notThere } from './closeProblems.ts';

/** The sockets of now; with their ids, unless there is a reason why none can be closed from here. */
export interface ReadForClosing {
  readonly sockets: CollectedSockets;
  readonly refusal?: Problem;
}

/** Where sockets cannot be closed they are read all the same, for the command that somebody else may run. */
export async function readForClosing(
  place: InspectedHost,
  cancellation: Cancellation,
): Promise<ReadForClosing | Failure> {
  const refusal = place.closer === undefined ? notThere : (await place.closer.refusal())?.problem;
  if (place.closer !== undefined) {
    const sockets = valueOf(await place.closer.collect(cancellation));
    if (sockets !== undefined) return { sockets, ...(refusal && { refusal }) };
  }
  const collected = await collect(place, cancellation);
  const sockets = valueOf(collected);
  if (sockets !== undefined) return { sockets, refusal: refusal ?? notThere };
  return { kind: 'failed', problem: problemsOf(collected)[0] ?? notThere };
}

async function collect(
  { host, collectors }: InspectedHost,
  cancellation: Cancellation,
): Promise<Outcome<CollectedSockets>> {
  const choice = 'auto';
  const plan = { sources: [], firstOf: socketSources(collectors, choice) };
  const reading = host.open(plan, cancellation);
  const facts = await reading.facts(cancellation);
  if ('problem' in facts) return facts;
  const request = { host: reading, facts: facts.value, collectors, choice, cancellation } as const;
  return (await collectSockets({ ...request, onProgress: () => undefined })).sockets;
}
