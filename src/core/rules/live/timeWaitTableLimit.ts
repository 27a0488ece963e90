import { counterGrowth } from '../../model/counters.ts';
import type { Evidence, Severity } from '../../model/finding.ts';
import { countText, numberText, percentText } from '../../model/numberText.ts';
import { integerParameter } from '../../model/parameters.ts';
import { fact } from '../fact.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const overflowCounter = 'TcpExt.TCPTimeWaitOverflow';
const nearShare = 0.8;

/**
 * TIME_WAIT sockets come near `tcp_max_tw_buckets`, or have passed it: then the kernel closes sockets without TIME_WAIT,
 * and only the counter `TCPTimeWaitOverflow` tells. The limit is per network namespace and also counts orphaned
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
      fact.counter(overflowCounter, overflowText(overflowed, growth), 'Closed without TIME_WAIT'),
      fact.computed(
        'closes-per-second-that-fit',
        'Closes per second that fit',
        numberText(limit / 60),
        'limit / 60 s',
      ),
    ];
    return [
      {
        ...words(share, count, limit, overflowed, growth),
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
  'Beyond the limit the kernel closes a socket at once, without TIME_WAIT and without a log line: a late segment of the ' +
  'old connection can then reach a new one, and a lost last ACK is answered with a reset.';

function words(
  share: number,
  count: number,
  limit: number,
  overflowed: number,
  growth: number | undefined,
): Words {
  const raise = [
    `Raise net.ipv4.tcp_max_tw_buckets to at least the closes per second × 60; each entry takes 256 to 512 bytes.`,
    'Close fewer connections from this side: keep connections open and use them again.',
  ];
  if (count >= limit && overflowed > 0) {
    const since = growth === undefined ? '' : ` ${numberText(growth)} since the last inspection.`;
    return {
      title: `The TIME_WAIT table is over its limit: ${numberText(count)} of ${numberText(limit)}, ${countText(overflowed, 'socket has', 'sockets have')} skipped TIME_WAIT.${since}`,
      explanation: skipped,
      remedies: raise,
    };
  }
  if (growth !== undefined && growth > 0) {
    return {
      title: `The TIME_WAIT table was full: ${countText(growth, 'socket has', 'sockets have')} skipped TIME_WAIT since the last inspection.`,
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
    title: `${countText(overflowed, 'socket has', 'sockets have')} skipped TIME_WAIT because its table was full at some time.`,
    explanation: `${skipped} The table is ${percentText(share)} full now; inspect again to see whether the counter still grows.`,
    remedies: raise,
  };
}

function overflowText(overflowed: number, growth: number | undefined): string {
  const total = `${numberText(overflowed)} since the network namespace was made`;
  return growth === undefined ? total : `${total}, ${numberText(growth)} since the last inspection`;
}
