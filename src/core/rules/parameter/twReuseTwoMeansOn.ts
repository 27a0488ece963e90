import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_tw_reuse';

/**
 * Before Linux 4.18, any value other than 0 turns on reuse for every peer.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique() of 4.17 and 4.18.
 */
export const twReuseTwoMeansOn = parameterRule({
  id: 'tw-reuse-two-means-on',
  about: 'Before Linux 4.18, tcp_tw_reuse = 2 turns on reuse for every peer instead of for loopback only.',
  section: 'tcp-tw-reuse',
  severity: 'warning',
  judge(view) {
    const value = view.integer(key) ?? 0;
    if (value < 2 || view.since('4.18') !== false) return undefined;
    return {
      key,
      title: `tcp_tw_reuse = ${value} means "on for every peer" before Linux 4.18.`,
      explanation: 'Older kernels only check whether the value is zero; "loopback only" came with 4.18.',
      remedies: ['Set it to 0, or to 1 if you want reuse for every peer.'],
      fixes: [setFix(key, 0)],
    };
  },
});
