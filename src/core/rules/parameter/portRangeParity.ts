import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_local_port_range';

/**
 * Since Linux 4.2 connect() starts with ports of the same parity as the lower bound, and bind(0) with the others.
 * Source: net/ipv4/sysctl_net_ipv4.c, ipv4_local_port_range(); net/ipv4/inet_hashtables.c, __inet_hash_connect().
 */
export const portRangeParity = parameterRule({
  id: 'port-range-parity',
  about:
    'Both bounds of ip_local_port_range are even or both are odd, so the kernel cannot split the ports evenly between connect() and bind().',
  section: 'ip-local-port-range',
  severity: 'hint',
  judge(view) {
    const [low, high] = view.integers(key, 2) ?? [];
    if (low === undefined || high === undefined || low >= high || (low - high) % 2 !== 0) return undefined;
    if (view.since('4.2') === false) return undefined;
    return {
      key,
      side: 'client',
      title: `ip_local_port_range ${low} ${high}: both bounds are ${low % 2 === 0 ? 'even' : 'odd'}.`,
      explanation: 'With one even and one odd bound, the kernel can split the ports evenly by parity.',
      remedies: [`Write ${low} ${high < 65535 ? high + 1 : high - 1}.`],
      fixes: [setFix(key, `${low} ${high < 65535 ? high + 1 : high - 1}`, true)],
    };
  },
});
