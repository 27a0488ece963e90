import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_retries2';

/**
 * RFC 1122 requires at least 100 s before an established connection is given up, which takes 8 retries.
 * Source: Documentation/networking/ip-sysctl.rst, tcp_retries2.
 */
export const retriesBelowStandard = parameterRule({
  id: 'retries-below-standard',
  about: 'The value of tcp_retries2 gives up on connections before the 100 seconds that RFC 1122 requires.',
  section: 'tcp-retries',
  severity: 'warning',
  judge(view) {
    const retries = view.integer(key);
    if (retries === undefined || retries < 0 || retries >= 8) return undefined;
    return {
      key,
      title: `tcp_retries2 = ${retries} gives up on connections before the 100 s that RFC 1122 requires.`,
      explanation: 'A short network outage then breaks every connection of the host.',
      remedies: ['Use 8 or more, or TCP_USER_TIMEOUT in the programs that need less.'],
      fixes: [setFix(key, 8)],
    };
  },
});
