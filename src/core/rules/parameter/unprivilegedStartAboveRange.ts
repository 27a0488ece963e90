import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_unprivileged_port_start';
const range = 'net.ipv4.ip_local_port_range';

/**
 * The first unprivileged port must not be above the lower bound of the range.
 * Source: net/ipv4/sysctl_net_ipv4.c, ipv4_privileged_ports(); tested on 6.18.
 */
export const unprivilegedStartAboveRange = parameterRule({
  id: 'unprivileged-start-above-range',
  about:
    'The first unprivileged port is above the lower bound of ip_local_port_range, so the write that comes last fails.',
  section: 'ip-unprivileged-port-start',
  severity: 'error',
  judge(view) {
    const first = view.integer(key);
    const low = view.portRange().low;
    if (first === undefined || first <= low || view.since('4.11') === false) return undefined;
    return {
      key,
      because: [range],
      title: `ip_unprivileged_port_start = ${first} is above the lower bound of ip_local_port_range, ${low}.`,
      explanation: 'Whichever of the two is written last fails with EINVAL.',
      remedies: [`Use ${low} or less, or start the range at ${first}.`],
      fixes: [removeFix(key, false)],
    };
  },
});
