import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_tw_reuse';

/**
 * 2 is the default since Linux 4.18 and applies to loopback only: setting it changes nothing for other peers.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique(), tcp_sk_init().
 */
export const twReuseLoopbackOnly = parameterRule({
  id: 'tw-reuse-loopback-only',
  about: 'The value 2 of tcp_tw_reuse, the default since Linux 4.18, allows reuse on loopback only.',
  section: 'tcp-tw-reuse',
  severity: 'hint',
  judge(view) {
    if (view.integer(key) !== 2 || !view.isSetInFile(key) || view.since('4.18') === false) return undefined;
    return {
      key,
      title: 'tcp_tw_reuse = 2 is the default since Linux 4.18: reuse on loopback only.',
      explanation:
        'Connections to other hosts do not reuse ports in TIME_WAIT with this value. Before 4.18, 2 meant on for every peer.',
      remedies: ['Remove the line, or use 1 if this host opens many connections to other hosts.'],
      fixes: [removeFix(key, false)],
    };
  },
});
