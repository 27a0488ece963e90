import { numberText, percentText } from '../../model/numberText.ts';
import { portsWithin } from '../parameterView.ts';
import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_local_reserved_ports';
const range = 'net.ipv4.ip_local_port_range';

/**
 * Reserved ports are not available to outgoing connections; if no port is left, connect() fails with EADDRNOTAVAIL.
 * Source: net/ipv4/inet_hashtables.c, __inet_hash_connect(); tested on 6.18.
 */
export const reservedPortsCrowdRange = parameterRule({
  id: 'reserved-ports-crowd-range',
  about:
    'Reserved ports take up so much of ip_local_port_range that few or none are left for outgoing connections.',
  section: 'ip-local-reserved-ports',
  severity: 'warning',
  judge(view) {
    const ports = view.portRange();
    if (view.judged(key) === undefined) return undefined;
    const taken = portsWithin(ports, view.reservedPorts());
    const total = ports.high - ports.low + 1;
    const share = taken / total;
    if (share < 0.5) return undefined;
    return {
      key,
      because: [range],
      side: 'client',
      severity: taken === total ? 'error' : share >= 0.9 ? 'warning' : 'information',
      title: `ip_local_reserved_ports takes up ${percentText(share)} of ip_local_port_range.`,
      explanation:
        taken === total
          ? 'No port is left: connect() fails with EADDRNOTAVAIL and bind() to port 0 with EADDRINUSE.'
          : `${numberText(total - taken)} ports are left for outgoing connections to one destination.`,
      remedies: ['Move or widen the range, or reserve fewer ports.'],
    };
  },
});
