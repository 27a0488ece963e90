import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';

/**
 * A negative value means no limit since the comparison became unsigned (5.19), and no TIME_WAIT at all before.
 * Source: net/ipv4/inet_timewait_sock.c, inet_twsk_alloc() of 5.17 and 5.19; tested on 6.18.
 */
export const twBucketsNegative = parameterRule({
  id: 'tw-buckets-negative',
  about: 'A negative tcp_max_tw_buckets means no limit on newer kernels and no TIME_WAIT on older ones.',
  section: 'tcp-max-tw-buckets',
  severity: 'error',
  judge(view) {
    const limit = view.integer(key);
    if (limit === undefined || limit >= 0) return undefined;
    return {
      key,
      title: `tcp_max_tw_buckets = ${limit} means no limit on newer kernels and no TIME_WAIT on older ones.`,
      explanation:
        'The comparison became unsigned in 5.19 or shortly before. Neither is what a limit is for.',
      remedies: ['Remove the line: the default is computed from the memory of the host.'],
      fixes: [removeFix(key)],
    };
  },
});
