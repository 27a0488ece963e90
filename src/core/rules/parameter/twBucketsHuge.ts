import { numberText } from '../../model/numberText.ts';
import { removeFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const hash = 'net.ipv4.tcp_ehash_entries';

/** Twice the largest hash that the kernel makes by itself is 1,048,576. */
const aboveEveryDefaultHash = 1_000_000;

/**
 * More entries than twice the hash's slots make long chains, which every lookup walks. Where the hash is not known, the
 * largest that the kernel makes by itself is assumed.
 * Source: net/ipv4/tcp.c, tcp_init(); entries of 256 to 512 bytes measured on 6.18.
 */
export const twBucketsHuge = verdictRule({
  id: 'tw-buckets-huge',
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
      title: `tcp_max_tw_buckets = ${numberText(limit)} is more than the hash of connections is made for.`,
      explanation: `So many entries make long chains in it and take up to ${megabytes} MB; 60 s × closes per second is enough.`,
      remedies: [
        'Size it by closes per second × 60.',
        'Raise the boot argument thash_entries too where it is needed.',
      ],
      fixes: [removeFix(key, false)],
    };
  },
});
