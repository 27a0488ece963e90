import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_tw_reuse';

/**
 * 0 also turns off reuse on loopback, which is the default since Linux 4.18.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique(), tcp_sk_init().
 */
export const twReuseOff = parameterRule({
  id: 'tw-reuse-off',
  about:
    'The value 0 of tcp_tw_reuse also turns off reuse on loopback, which is on by default since Linux 4.18.',
  section: 'tcp-tw-reuse',
  severity: 'hint',
  judge(view) {
    if (view.integer(key) !== 0 || view.since('4.18') === false) return undefined;
    return {
      key,
      side: 'client',
      title: 'tcp_tw_reuse = 0 also turns off reuse on loopback, which is on by default since Linux 4.18.',
      explanation: 'A local proxy that connects to a local service then runs out of ports sooner.',
      remedies: ['Set it to 2, the default.'],
      fixes: [setFix(key, 2)],
    };
  },
});
