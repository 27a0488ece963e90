import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_local_port_range';

/**
 * The kernel rejects a range whose start is above its end.
 * Source: net/ipv4/sysctl_net_ipv4.c, ipv4_local_port_range().
 */
export const portRangeInverted = parameterRule({
  id: 'port-range-inverted',
  about: 'The kernel rejects a port range whose start is above its end and keeps the old one.',
  section: 'ip-local-port-range',
  severity: 'error',
  judge(view) {
    const [low, high] = view.integers(key, 2) ?? [];
    if (low === undefined || high === undefined || low <= high) return undefined;
    return {
      key,
      side: 'client',
      title: `ip_local_port_range starts above its end: ${low} > ${high}.`,
      explanation: 'The write fails with EINVAL and the old range stays in effect.',
      remedies: [`Write ${high} ${low}.`],
      fixes: [setFix(key, `${high} ${low}`, true)],
    };
  },
});
