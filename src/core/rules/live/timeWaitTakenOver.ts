import { counterGrowth, growthPeriod } from '../../model/counters.ts';
import { countText, numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';

/**
 * Outgoing connections reuse ports in TIME_WAIT: `tcp_tw_reuse` is working, and needed.
 * Source: net/ipv4/inet_hashtables.c, __inet_check_established(), counter TWRecycled.
 */
export const timeWaitTakenOver = liveRule({
  id: 'time-wait-taken-over',
  section: 'reuse-time-wait',
  severity: 'information',
  requires: ['counters'],
  judge({ counters }) {
    const growth = counters && counterGrowth(counters, 'TcpExt.TWRecycled');
    const seconds = counters?.previous?.secondsEarlier ?? 0;
    if (counters === undefined || growth === undefined || growth === 0 || seconds <= 0) return [];
    return [
      {
        side: 'client',
        subject: { kind: 'host' },
        title: `${countText(growth, 'outgoing connection has', 'outgoing connections have')} reused a port in TIME_WAIT ${growthPeriod(counters)}.`,
        explanation:
          'Either tcp_tw_reuse is working, or a program binds the same port again. Otherwise each of these connections would have used another port.',
        evidence: [fact.growth('TcpExt.TWRecycled', `${numberText(growth)} in ${numberText(seconds)} s`)],
        remedies: ['Keep connections open and reuse them, which saves the ports altogether.'],
      },
    ];
  },
});
