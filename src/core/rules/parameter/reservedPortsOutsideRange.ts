import { portsWithin } from '../parameterView.ts';
import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_local_reserved_ports';
const range = 'net.ipv4.ip_local_port_range';

/**
 * The kernel only chooses ports in the range, so reserving others has no effect with this range.
 * Source: Documentation/networking/ip-sysctl.rst, ip_local_reserved_ports.
 */
export const reservedPortsOutsideRange = parameterRule({
  id: 'reserved-ports-outside-range',
  about: 'None of the reserved ports is in ip_local_port_range, so reserving them has no effect.',
  section: 'ip-local-reserved-ports',
  severity: 'hint',
  judge(view) {
    const ports = view.portRange();
    const blocks = view.judged(key) ? view.reservedPorts() : [];
    if (blocks.length === 0 || portsWithin(ports, blocks) > 0) return undefined;
    return {
      key,
      because: [range],
      title: `No reserved port is in ip_local_port_range, ${ports.low} to ${ports.high}.`,
      explanation: 'The kernel never chooses these ports, so the list has no effect with this range.',
      remedies: ['Keep it only as a precaution for a wider range.'],
    };
  },
});
