import { numberText } from '../../model/numberText.ts';
import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const hash = 'net.ipv4.tcp_ehash_entries';

/** Twice the size of the largest hash that the kernel creates by default: 1,048,576. */
const aboveEveryDefaultHash = 1_000_000;

/**
 * More entries than twice the number of hash buckets make long chains, which every lookup has to walk. If the hash
 * size is not known, the largest that the kernel creates by default is assumed.
 * Source: net/ipv4/tcp.c, tcp_init(); entries of 256 to 512 bytes measured on 6.18.
 */
export const twBucketsHuge = parameterRule({
  id: 'tw-buckets-huge',
  about:
    'The value of tcp_max_tw_buckets allows more entries than the hash table of connections is sized for, which slows down every lookup.',
  section: 'tcp-max-tw-buckets',
  severity: 'information',
  judge(view) {
    const limit = view.integer(key);
    const slots = view.hashSlots();
    if (limit === undefined || limit <= (slots === undefined ? aboveEveryDefaultHash : 2 * slots))
      return undefined;
    const megabytes = numberText((limit * 512) / 1e6);
    return {
      key,
      because: [hash],
      title: `tcp_max_tw_buckets = ${numberText(limit)} is more than the connection hash table is sized for.`,
      explanation: `That many entries make long hash chains and use up to ${megabytes} MB. 60 × the number of connections closed per second is enough.`,
      remedies: [
        'Set it to about 60 × the number of connections closed per second.',
        'If you need that many, raise the boot parameter thash_entries too.',
      ],
      fixes: [removeFix(key, false)],
    };
  },
});
