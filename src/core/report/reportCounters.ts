import { comparedCounters } from '../knowledge/counters.ts';
import type { Counters } from '../model/counters.ts';

/** The counters that two reports of one host are compared by, by name; what this kernel does not have is absent. */
export type ReportCounters = Readonly<Record<string, number>>;

export function reportCounters(counters: Counters): ReportCounters {
  return Object.fromEntries(
    comparedCounters.flatMap(({ name }) => {
      const count = counters.get(name);
      return count === undefined ? [] : [[name, count] as const];
    }),
  );
}
