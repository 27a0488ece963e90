import { removeFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_tw_reuse';

/**
 * 2 is the default since Linux 4.18 and is about loopback only: a line that sets it changes nothing for other peers.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique(), tcp_sk_init().
 */
export const twReuseLoopbackOnly = verdictRule({
  id: 'tw-reuse-loopback-only',
  section: 'tcp-tw-reuse',
  severity: 'hint',
  judge(view) {
    if (view.integer(key) !== 2 || !view.isSetInFile(key) || view.since('4.18') === false) return undefined;
    return {
      key,
      title: 'tcp_tw_reuse = 2 is the default since Linux 4.18: reuse on loopback only.',
      explanation:
        'Connections to other hosts do not reuse TIME_WAIT with it. Before 4.18, 2 meant on for every peer.',
      remedies: ['Leave it out, or set 1 where this host opens many connections to other hosts.'],
      fixes: [removeFix(key, false)],
    };
  },
});
