import { portUse } from '../core/inspect/portUse.ts';
import { problemsOf, valueOf } from '../core/model/outcome.ts';
import type { PortUseParams, PortUseResult } from '../core/protocol/portUse.ts';
import { portAnswer } from '../core/report/port/portAnswer.ts';
import { isHost } from '../core/collect/place.ts';
import type { Places } from './inspectionSources.ts';
import { invalidParams } from './requests.ts';

/** Answers who holds a port of a host. */
export async function answerPortUse(
  places: Places,
  { host, collector, port }: PortUseParams,
  cancellation: AbortSignal,
): Promise<PortUseResult> {
  const place = places.get(host);
  if (place === undefined || !isHost(place)) throw invalidParams(`host is not one whose ports can be read.`);
  const outcome = await portUse({ ...place, choice: collector, port, cancellation });
  const use = valueOf(outcome);
  const problems = problemsOf(outcome);
  const [problem] = problems;
  if (use !== undefined) return { kind: 'answer', answer: portAnswer(use, place.host.wayIn), problems };
  if (problem === undefined) throw new Error('nothing was read, and no reason is known');
  return { kind: 'failed', problem };
}
