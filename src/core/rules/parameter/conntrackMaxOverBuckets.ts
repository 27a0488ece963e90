import { numberText } from '../../model/numberText.ts';
import { setFix, catalogueRule } from '../parameterRule.ts';

const keys: ReadonlySet<string> = new Set(['net.netfilter.nf_conntrack_max', 'net.nf_conntrack_max']);
const buckets = 'net.netfilter.nf_conntrack_buckets';

/**
 * Each connection has two entries in the table, so four connections per bucket make a chain of eight.
 * Source: Documentation/networking/nf_conntrack-sysctl.rst, nf_conntrack_buckets.
 */
export const conntrackMaxOverBuckets = catalogueRule({
  id: 'conntrack-max-over-buckets',
  about:
    'The table may have more than four connections for each hash bucket, so every packet has to walk long chains.',
  section: 'nf-conntrack-max',
  severity: 'information',
  judge(key, view) {
    const limit = keys.has(key) ? view.integer(key) : undefined;
    const slots = limit === undefined ? undefined : view.known(buckets);
    if (limit === undefined || slots === undefined || slots <= 0 || limit <= 4 * slots) return undefined;
    return {
      key,
      because: [buckets],
      title: `nf_conntrack_max = ${numberText(limit)} is more than four times nf_conntrack_buckets, ${numberText(slots)}.`,
      explanation: 'Each connection has two entries in the table, so every packet has to walk long chains.',
      remedies: ['Raise net.netfilter.nf_conntrack_buckets as well.'],
      fixes: [setFix(buckets, Math.ceil(limit / 4))],
    };
  },
});
