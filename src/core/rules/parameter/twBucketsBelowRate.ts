import { timeWaitCreated } from '../../aggregate/timeWaitCreated.ts';
import { numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const secondsInTimeWait = 60;

/**
 * At a steady rate, the sockets in TIME_WAIT are the connections closed in the last 60 s.
 * Source: include/net/tcp.h, TCP_TIMEWAIT_LEN.
 */
export const twBucketsBelowRate = parameterRule({
  id: 'tw-buckets-below-rate',
  section: 'time-wait-table-limit',
  severity: 'warning',
  requires: ['counters'],
  judge(view) {
    const limit = view.integer(key);
    const { counters } = view.input;
    const closes = counters && timeWaitCreated(counters, view.input.kernel);
    const seconds = counters?.previous?.secondsEarlier ?? 0;
    if (limit === undefined || limit <= 0 || closes === undefined || seconds <= 0) return undefined;
    const needed = Math.ceil((closes / seconds) * secondsInTimeWait);
    if (needed <= limit) return undefined;
    return {
      key,
      title: `tcp_max_tw_buckets = ${numberText(limit)} is too small for ${numberText(closes / seconds)} closes per second.`,
      explanation: `At this rate ${numberText(needed)} connections need TIME_WAIT at any time; those above the limit skip it.`,
      remedies: [
        `Raise it to at least ${numberText(needed)}.`,
        'Close fewer connections from this side: reuse them.',
      ],
      evidence: [fact.growth('TcpExt.TW', numberText(closes / seconds), 'Closes per second')],
      fixes: [setFix(key, needed)],
    };
  },
});
