import { numberText } from '../../model/numberText.ts';
import { portsWithin } from '../parameterView.ts';
import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const range = 'net.ipv4.ip_local_port_range';

/**
 * Below the number of ports that one destination can use, connections skip TIME_WAIT before the ports run out. The
 * limit applies to all peers of the network namespace together. A limit that the kernel itself chose for a small host
 * is not reported.
 * Source: net/ipv4/tcp_minisocks.c, tcp_time_wait(); Documentation/networking/ip-sysctl.rst.
 */
export const twBucketsBelowPorts = parameterRule({
  id: 'tw-buckets-below-ports',
  about:
    'With tcp_max_tw_buckets below the number of local ports, the table is full before the ports run out, and connections skip TIME_WAIT.',
  section: 'tw-buckets-trick',
  severity: 'warning',
  judge(view) {
    const limit = view.integer(key);
    const ports = view.portRange();
    if (limit === undefined || limit <= 0) return undefined;
    const slots = view.hashSlots();
    if (slots === undefined ? !view.isSetInFile(key) : limit >= slots / 2) return undefined;
    const usable = ports.high - ports.low + 1 - portsWithin(ports, view.reservedPorts());
    if (limit >= usable) return undefined;
    return {
      key,
      because: [range],
      title: `tcp_max_tw_buckets = ${numberText(limit)} is below the ${numberText(usable)} ports of ip_local_port_range.`,
      explanation:
        'All connections of the host share this limit. Above it they skip TIME_WAIT without a log message, and late segments can reach a new connection.',
      remedies: [
        'Remove the line, or use at least 60 × the number of connections closed per second; an entry takes 256 to 512 bytes.',
      ],
      fixes: [removeFix(key, false)],
    };
  },
});
