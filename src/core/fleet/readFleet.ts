import type { Cancellation } from '../model/cancellation.ts';
import { ok, problemsOf, valueOf, withProblems, type Outcome, type Problem } from '../model/outcome.ts';
import type { VectorSample } from '../parse/prometheusVector.ts';
import type { Fleet } from './fleet.ts';
import { fleetQueries, type FleetQuery } from './fleetQueries.ts';
import { foldFleet, type FleetAnswers } from './foldFleet.ts';
import type { PrometheusApi } from './prometheusApi.ts';

const names = Object.keys(fleetQueries) as readonly FleetQuery[];

/** Asks Prometheus for all its hosts. A failure if any of the queries fails: a part of a fleet would look like all of it. */
export async function readFleet(
  api: Pick<PrometheusApi, 'query'>,
  cancellation: Cancellation,
): Promise<Outcome<Fleet>> {
  const answers = await Promise.all(names.map((name) => api.query(fleetQueries[name], cancellation)));
  const samples: Partial<Record<FleetQuery, readonly VectorSample[]>> = {};
  const problems: Problem[] = [];
  for (const [at, answer] of answers.entries()) {
    const name = names[at];
    const value = valueOf(answer);
    if (value === undefined || name === undefined) return answer as Outcome<never>;
    samples[name] = value;
    problems.push(...problemsOf(answer));
  }
  const fleet = foldFleet(samples as FleetAnswers, problems);
  return fleet.problems.length === 0 ? ok(fleet) : withProblems(fleet, fleet.problems);
}
