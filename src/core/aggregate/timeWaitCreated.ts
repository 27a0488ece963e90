import { counterGrowth, type CounterReadings } from '../model/counters.ts';
import { isAtLeast, type KernelVersion } from '../model/kernelVersion.ts';
import { timeWaitTwice } from '../model/timeWaitTwice.ts';

/** The counters of those that no longer wait. */
const ended: readonly string[] = ['TcpExt.TW', 'TcpExt.TWRecycled', 'TcpExt.TWKilled'];

/**
 * How many sockets entered TIME_WAIT (or, orphaned, FIN_WAIT2) since the earlier reading; undefined without one.
 *
 * `TcpExt.TW` counts them when they enter. Before Linux 5.18 it counts them when their time is over, a minute later: there
 * the number is computed from how many are waiting and how many stopped.
 * Source: measured. After 200 closes the counter of 6.1 has grown by 200 at once, that of 5.10 after 60 s.
 */
export function timeWaitCreated(
  readings: CounterReadings,
  kernel: KernelVersion | undefined,
): number | undefined {
  if (kernel === undefined || isAtLeast(kernel, 5, 18)) return counterGrowth(readings, 'TcpExt.TW');
  const count = timeWaitTwice(readings);
  if (count === undefined) return undefined;
  const growths = ended.map((name) => counterGrowth(readings, name));
  if (growths.includes(undefined)) return undefined;
  const stopped = growths.reduce<number>((sum, growth) => sum + (growth ?? 0), 0);
  return Math.max(0, count.now - count.before + stopped);
}
