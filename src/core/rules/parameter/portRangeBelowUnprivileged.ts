import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_local_port_range';
const start = 'net.ipv4.ip_unprivileged_port_start';

/**
 * Since Linux 4.11 the range must not start below the first unprivileged port.
 * Source: net/ipv4/sysctl_net_ipv4.c, ipv4_local_port_range(); tested on 6.18.
 */
export const portRangeBelowUnprivileged = parameterRule({
  id: 'port-range-below-unprivileged',
  about:
    'Since Linux 4.11, the kernel rejects a port range that starts below the first unprivileged port and keeps the old one.',
  section: 'ip-local-port-range',
  severity: 'error',
  judge(view) {
    const [low, high] = view.integers(key, 2) ?? [];
    const first = view.known(start) ?? 1024;
    if (low === undefined || low < 1 || low >= first || view.judged(start) !== undefined) return undefined;
    if (view.since('4.11') === false) return undefined;
    return {
      key,
      because: [start],
      side: 'client',
      title: `ip_local_port_range starts at ${low}, below the first unprivileged port, ${first}.`,
      explanation: 'Since Linux 4.11 the write fails with EINVAL and the old range stays in effect.',
      remedies: [`Start at ${first}, or set ${start} to ${low} or less in an earlier line.`],
      fixes: [setFix(key, `${first} ${high ?? 65535}`, true)],
    };
  },
});
