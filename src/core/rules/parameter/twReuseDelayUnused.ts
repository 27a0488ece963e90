import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_tw_reuse_delay';
const reuse = 'net.ipv4.tcp_tw_reuse';

/**
 * The kernel checks the delay only if `tcp_tw_reuse` allows reuse.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique().
 */
export const twReuseDelayUnused = parameterRule({
  id: 'tw-reuse-delay-unused',
  about: 'The kernel checks tcp_tw_reuse_delay only if tcp_tw_reuse allows reuse, and it does not.',
  section: 'tcp-tw-reuse-delay',
  severity: 'information',
  tags: ['unnecessary'],
  judge(view) {
    if (!view.isSetInFile(key) || view.known(reuse) !== 0) return undefined;
    return {
      key,
      because: [reuse],
      title: 'tcp_tw_reuse_delay has no effect while tcp_tw_reuse is 0.',
      explanation:
        'It is the minimum age at which a connection in TIME_WAIT may be reused, but reuse is off.',
      remedies: ['Remove the line, or set tcp_tw_reuse to 1 or 2.'],
    };
  },
});
