import type { ReportRates } from './reportRates.ts';
import type { ReportAge, ReportTimeWait } from './report.ts';

/** The number of seconds over which the current rate is averaged. */
const recentSeconds = 10;

/** The rate at which this host closed connections first, from the timers of its TIME_WAIT sockets. */
export interface RecentCloses {
  /** Over the last 10 seconds. */
  readonly perSecond: number;
  /** The most in one second. */
  readonly peak: number;
}

/** Undefined if there are TIME_WAIT sockets without timers, or if sockets could not be read. */
export function closesPerSecond(
  { count, ages }: ReportTimeWait,
  rates?: ReportRates,
): RecentCloses | undefined {
  if (count === undefined || (ages.length === 0 && count > 0)) return undefined;
  const recent = ages.filter(({ secondsAgo }) => secondsAgo < recentSeconds).map(closed);
  return {
    // Sockets that were taken over have left no trace but in the counter.
    perSecond: Math.max(recent.reduce((sum, each) => sum + each, 0) / recentSeconds, rates?.timeWait ?? 0),
    peak: Math.max(0, ...ages.map(closed)),
  };
}

function closed({ client, server, other }: ReportAge): number {
  return client + server + other;
}
