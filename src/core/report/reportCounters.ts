import { comparedCounters } from '../knowledge/counters.ts';
import type { Counters } from '../model/counters.ts';

/** The counters used to compare two reports of a host, by name; counters that this kernel lacks are absent. */
export type ReportCounters = Readonly<Record<string, number>>;

export function reportCounters(counters: Counters): ReportCounters {
  return Object.fromEntries(
    comparedCounters.flatMap(({ name }) => {
      const count = counters.get(name);
      return count === undefined ? [] : [[name, count] as const];
    }),
  );
}
