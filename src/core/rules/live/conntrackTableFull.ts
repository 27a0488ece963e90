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
  judge({ parameters, counters }) {
    const count = parameters && integerParameter(parameters, countKey);
    const limit = parameters && integerParameter(parameters, limitKey);
    if (count === undefined || limit === undefined || limit <= 0) return [];
    const share = count / limit;
    if (share < warningShare) return [];
    const drops = counters?.current.get('nf_conntrack.drop');
    const early = counters?.current.get('nf_conntrack.early_drop') ?? 0;
    // Entries that are not assured make room for new ones: nothing is lost as long as there are some.
    const makesRoom = drops === 0 && early > 0;
    return [
      {
        severity: share >= errorShare && !makesRoom ? 'error' : 'warning',
        subject: { kind: 'parameter', key: limitKey },
        title: `The connection tracking table is ${percentText(share)} full: ${numberText(count)} of ${numberText(limit)}.`,
        explanation: makesRoom
          ? 'It is full, and the kernel makes room by forgetting connections that have not been answered yet: so far no packet was dropped for that. When there are none of those any more, it drops the packets of new connections.'
          : 'When it is full, the kernel drops packets of new connections, and only the kernel log and counters show it. The table has its own TIME_WAIT timeout for tracked connections.',
        evidence: [
          fact.parameter(countKey, numberText(count), 'Tracked connections'),
          fact.parameter(limitKey, numberText(limit), 'Limit'),
          ...(drops === undefined
            ? []
            : [
                fact.counter('nf_conntrack.drop', numberText(drops)),
                fact.counter('nf_conntrack.early_drop', numberText(early)),
              ]),
        ],
        remedies: [
          'Raise net.netfilter.nf_conntrack_max, and the number of buckets with it: on the host, as a container may only read it.',
          'Exclude traffic that does not need tracking: add a NOTRACK rule for the busiest port.',
        ],
      },
    ];
  },
});
