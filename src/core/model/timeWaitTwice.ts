import type { Counters, CounterReadings } from './counters.ts';

const waiting = 'sockstat.TCP.tw';
const waitingLater = `later.${waiting}`;

/** What counters keep of a reading that is later than that of the sockets: without it nothing would show how the number grew. */
export function laterTimeWait(again: Counters): Counters {
  const count = again.get(waiting);
  return new Map(count === undefined ? [] : [[waitingLater, count]]);
}

/** How many sockets are in TIME_WAIT (or, orphaned, in FIN_WAIT2), at both readings; undefined without two. */
export function timeWaitTwice({
  current,
  previous,
}: CounterReadings): { readonly before: number; readonly now: number } | undefined {
  const [before, now] = [previous?.counters, current].map(
    (counters) => counters?.get(waitingLater) ?? counters?.get(waiting),
  );
  return before === undefined || now === undefined ? undefined : { before, now };
}
