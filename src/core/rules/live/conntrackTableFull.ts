import { numberText, percentText } from '../../model/numberText.ts';
import { integerParameter } from '../../model/parameters.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';

const countKey = 'net.netfilter.nf_conntrack_count';
const limitKey = 'net.netfilter.nf_conntrack_max';
const warningShare = 0.8;
const errorShare = 0.95;

/**
 * The connection tracking table fills up. When it is full, packets of new connections are dropped.
 * Source: net/netfilter/nf_conntrack_core.c, __nf_conntrack_alloc().
 */
export const conntrackTableFull = liveRule({
  id: 'conntrack-table-full',
  section: 'conntrack-table-full',
  severity: 'warning',
  requires: ['parameters'],
  judge({ parameters }) {
    const count = parameters && integerParameter(parameters, countKey);
    const limit = parameters && integerParameter(parameters, limitKey);
    if (count === undefined || limit === undefined || limit <= 0) return [];
    const share = count / limit;
    if (share < warningShare) return [];
    return [
      {
        severity: share >= errorShare ? 'error' : 'warning',
        subject: { kind: 'parameter', key: limitKey },
        title: `The connection tracking table is ${percentText(share)} full: ${numberText(count)} of ${numberText(limit)}.`,
        explanation:
          'When it is full, the kernel drops packets of new connections, and only the kernel log and counters show it. The table has its own TIME_WAIT timeout for tracked connections.',
        evidence: [
          fact.parameter(countKey, numberText(count), 'Tracked connections'),
          fact.parameter(limitKey, numberText(limit), 'Limit'),
        ],
        remedies: [
          'Raise net.netfilter.nf_conntrack_max, and the number of buckets with it.',
          'Exclude traffic that does not need tracking: add a NOTRACK rule for the busiest port.',
        ],
      },
    ];
  },
});
