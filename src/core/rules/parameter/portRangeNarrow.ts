import { numberText } from '../../model/numberText.ts';
import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_local_port_range';
const defaultPorts = 28_232;
const secondsInTimeWait = 60;

/**
 * Each destination gets at most one connection per port, and a closed connection holds its port for 60 s.
 * Source: include/net/tcp.h, TCP_TIMEWAIT_LEN; net/ipv4/inet_hashtables.c, __inet_hash_connect().
 */
export const portRangeNarrow = parameterRule({
  id: 'port-range-narrow',
  about:
    'The port range has fewer ports than the default, and each destination gets at most one connection for each port.',
  section: 'wider-port-range',
  severity: 'information',
  judge(view) {
    const [low, high] = view.integers(key, 2) ?? [];
    if (low === undefined || high === undefined || low < 1 || high > 65535 || low > high) return undefined;
    const ports = high - low + 1;
    if (ports >= defaultPorts) return undefined;
    return {
      key,
      side: 'client',
      severity: ports < 1000 ? 'warning' : 'information',
      title: `ip_local_port_range has ${numberText(ports)} ports, fewer than the default ${numberText(defaultPorts)}.`,
      explanation: `If this side closes first, a destination can get about ${numberText(ports / secondsInTimeWait)} new connections per second.`,
      remedies: ['Widen it, for example to 1024 65535, and reserve the ports of your services.'],
      fixes: [setFix(key, '32768 60999')],
    };
  },
});
