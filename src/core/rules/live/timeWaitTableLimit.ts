import { counterGrowth, growthPeriod } from '../../model/counters.ts';
import type { Evidence, Severity } from '../../model/finding.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import { integerParameter } from '../../model/parameters.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const overflowCounter = 'TcpExt.TCPTimeWaitOverflow';
const nearShare = 0.8;

/**
 * The number of TIME_WAIT sockets approaches or has exceeded `tcp_max_tw_buckets`. Above it, the kernel closes
 * sockets without TIME_WAIT, and only the counter `TCPTimeWaitOverflow` shows it. The limit is per network namespace and also counts orphaned
 * FIN_WAIT2, as `tw` in sockstat does.
 * Source: net/ipv4/inet_timewait_sock.c, inet_twsk_alloc(); net/ipv4/tcp_minisocks.c, tcp_time_wait().
 */
export const timeWaitTableLimit = liveRule({
  id: 'time-wait-table-limit',
  section: 'time-wait-table-limit',
  severity: 'warning',
  requires: ['counters', 'parameters'],
  requiresKeys: [key],
  judge({ counters, parameters }) {
    if (counters === undefined || parameters === undefined) return [];
    const limit = integerParameter(parameters, key);
    const count = counters.current.get('sockstat.TCP.tw');
    const overflowed = counters.current.get(overflowCounter) ?? 0;
    const growth = counterGrowth(counters, overflowCounter);
    if (limit === undefined || count === undefined || limit <= 0) return [];
    const share = count / limit;
    if (share < nearShare && overflowed === 0) return [];
    const evidence: Evidence[] = [
      fact.counter(
        'sockstat.TCP.tw',
        `${numberText(count)} (${percentText(share)} of the limit)`,
        'TIME_WAIT sockets',
      ),
      fact.parameter(key, numberText(limit), 'Limit'),
      fact.counter(
        overflowCounter,
        overflowText(overflowed, growth, growthPeriod(counters)),
        'Closed without TIME_WAIT',
      ),
      fact.computed(
        'closes-per-second-that-fit',
        'Sustainable closes per second',
        numberText(limit / 60),
        'limit / 60 s',
      ),
    ];
    return [
      {
        ...words(share, count, limit, overflowed, growth, growthPeriod(counters)),
        section: 'time-wait-table-limit',
        subject: { kind: 'parameter', key },
        states: ['TIME_WAIT'],
        evidence,
      },
    ];
  },
});

type Words = Pick<LiveFinding, 'severity' | 'title' | 'explanation' | 'remedies'>;

const skipped =
  'Above the limit, the kernel closes a socket immediately, without TIME_WAIT and without a log message: a late segment of the ' +
  'old connection can then reach a new one, and a retransmitted FIN of the peer is answered with a reset.';

function words(
  share: number,
  count: number,
  limit: number,
  overflowed: number,
  growth: number | undefined,
  period: string,
): Words {
  const raise = [
    `Raise net.ipv4.tcp_max_tw_buckets to at least 60 × the number of connections closed per second; each entry takes 256 to 512 bytes.`,
    'Close fewer connections from this side: keep connections open and reuse them.',
  ];
  if (count >= limit && overflowed > 0) {
    const since = growth === undefined || growth === 0 ? '' : ` ${numberText(growth)} ${period}.`;
    return {
      title: `The TIME_WAIT table is over its limit: ${numberText(count)} of ${numberText(limit)}, ${countText(overflowed, 'socket has', 'sockets have')} skipped TIME_WAIT.${since}`,
      explanation: skipped,
      remedies: raise,
    };
  }
  if (growth !== undefined && growth > 0) {
    return {
      title: `The TIME_WAIT table was full: ${countText(growth, 'socket has', 'sockets have')} skipped TIME_WAIT ${period}.`,
      explanation: `${skipped} The table is ${percentText(share)} full now.`,
      remedies: raise,
    };
  }
  if (share >= nearShare) {
    return {
      title: `The TIME_WAIT table is ${percentText(share)} full: ${numberText(count)} of ${numberText(limit)}.`,
      explanation: skipped,
      remedies: raise,
    };
  }
  const severity: Severity = 'information';
  return {
    severity,
    title: `${countText(overflowed, 'socket has', 'sockets have')} skipped TIME_WAIT because its table was full at some point.`,
    explanation: `${skipped} The table is ${percentText(share)} full now; inspect again to see whether the counter is still growing.`,
    remedies: raise,
  };
}

function overflowText(overflowed: number, growth: number | undefined, period: string): string {
  const total = `${numberText(overflowed)} since the network namespace was created`;
  return growth === undefined ? total : `${total}, ${numberText(growth)} ${period}`;
}
