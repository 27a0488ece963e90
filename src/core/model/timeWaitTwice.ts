import type { Counters, CounterReadings } from './counters.ts';

const waiting = 'sockstat.TCP.tw';
const waitingLater = `later.${waiting}`;

/** What counters with an earlier reading have besides `sockstat`, which may be as old as that: the number when they were read themselves. */
export function laterTimeWait(read: Counters): Counters {
  const count = read.get(waiting);
  return new Map(count === undefined ? [] : [[waitingLater, count]]);
}

/**
 * How many sockets are in TIME_WAIT (or, orphaned, in FIN_WAIT2), at both readings; undefined without two. Snapshots from before there
 * was a later number do not tell whether the one that they have was read again: a different one was.
 */
export function timeWaitTwice({
  current,
  previous,
}: CounterReadings): { readonly before: number; readonly now: number } | undefined {
  const before = previous?.counters.get(waitingLater) ?? previous?.counters.get(waiting);
  const level = current.get(waiting);
  const now = current.get(waitingLater) ?? (level === before ? undefined : level);
  return before === undefined || now === undefined ? undefined : { before, now };
}
