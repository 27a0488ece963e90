import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';

/**
 * With 0 no connection ever enters TIME_WAIT.
 * Source: net/ipv4/inet_timewait_sock.c, inet_twsk_alloc(); tested on 6.18.
 */
export const twBucketsZero = parameterRule({
  id: 'tw-buckets-zero',
  about:
    'With tcp_max_tw_buckets = 0 no connection enters TIME_WAIT, so late segments of a closed connection can reach a new one.',
  section: 'tcp-max-tw-buckets',
  severity: 'error',
  judge(view) {
    if (view.integer(key) !== 0) return undefined;
    return {
      key,
      title: 'tcp_max_tw_buckets = 0 means no TIME_WAIT at all.',
      explanation:
        'Late segments of a closed connection can then reach a new one, and a lost last ACK ends in a reset.',
      remedies: ['Remove the line: the default is computed from the memory of the host.'],
      fixes: [removeFix(key)],
    };
  },
});
