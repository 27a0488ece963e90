import type { ReportAge, ReportTimeWait } from './report.ts';

/** Over how many seconds the rate of now is taken. */
const recentSeconds = 10;

/** How often this host closed connections first, as the timers of its TIME_WAIT sockets tell. */
export interface CloseRate {
  /** Over the last 10 seconds. */
  readonly perSecond: number;
  /** The most in one second. */
  readonly peak: number;
}

/** Undefined where there are TIME_WAIT sockets but no timers, or no sockets could be read. */
export function closesPerSecond({ count, ages }: ReportTimeWait): CloseRate | undefined {
  if (count === undefined || (ages.length === 0 && count > 0)) return undefined;
  const recent = ages.filter(({ secondsAgo }) => secondsAgo < recentSeconds).map(closed);
  return {
    perSecond: recent.reduce((sum, each) => sum + each, 0) / recentSeconds,
    peak: Math.max(0, ...ages.map(closed)),
  };
}

function closed({ client, server, other }: ReportAge): number {
  return client + server + other;
}
