import { timeWaitCreated } from '../../aggregate/timeWaitCreated.ts';
import { counterGrowth, type CounterReadings } from '../../model/counters.ts';
import { numberText } from '../../model/numberText.ts';
import { timeWaitTwice } from '../../model/timeWaitTwice.ts';
import { fact } from '../fact.ts';
import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const overflow = 'TcpExt.TCPTimeWaitOverflow';
const secondsInTimeWait = 60;

/**
 * At a steady rate, the sockets in TIME_WAIT are the connections closed in the last 60 s. Those that skipped it because the table
 * was full needed it, too: at a full table hardly any enters. Fewer are there if some leave earlier: `tcp_tw_reuse`, and clients that
 * come again from the same port, take them over; then the table does not grow.
 * Source: include/net/tcp.h, TCP_TIMEWAIT_LEN.
 */
export const twBucketsBelowRate = parameterRule({
  id: 'tw-buckets-below-rate',
  about:
    'The host closes so many connections per second that those in TIME_WAIT do not fit into tcp_max_tw_buckets, and connections skip TIME_WAIT.',
  section: 'time-wait-table-limit',
  severity: 'warning',
  requires: ['counters'],
  judge(view) {
    const limit = view.integer(key);
    const { counters } = view.input;
    const entered = counters && timeWaitCreated(counters, view.input.kernel);
    const seconds = counters?.previous?.secondsEarlier ?? 0;
    if (limit === undefined || limit <= 0 || counters === undefined) return undefined;
    if (entered === undefined || seconds <= 0) return undefined;
    const skipped = counterGrowth(counters, overflow) ?? 0;
    const closes = entered + skipped;
    const inAMinute = (number: number): number => (number / seconds) * secondsInTimeWait;
    const needed = Math.ceil(Math.min(inAMinute(closes), ...tableInAMinute(counters, skipped, inAMinute)));
    if (needed <= limit) return undefined;
    return {
      key,
      title: `tcp_max_tw_buckets = ${numberText(limit)} is too small for ${numberText(closes / seconds)} closes per second.`,
      explanation: `At this rate ${numberText(needed)} connections need TIME_WAIT at any time; those above the limit skip it.`,
      remedies: [
        `Raise it to at least ${numberText(needed)}.`,
        'Close fewer connections from this side: reuse them.',
      ],
      evidence: [
        fact.growth('TcpExt.TW', numberText(entered / seconds), 'Entered TIME_WAIT per second'),
        ...(skipped > 0
          ? [fact.growth(overflow, numberText(skipped / seconds), 'Skipped it per second')]
          : []),
      ],
      // Twice as many: the rate of a second varies.
      fixes: [setFix(key, needed * 2)],
    };
  },
});

/** How large the table is after a minute of such growth, had it room for all; empty if its size was not read twice. */
function tableInAMinute(
  counters: CounterReadings,
  skipped: number,
  inAMinute: (number: number) => number,
): readonly number[] {
  const count = timeWaitTwice(counters);
  return count === undefined ? [] : [count.now + inAMinute(Math.max(0, count.now - count.before) + skipped)];
}
