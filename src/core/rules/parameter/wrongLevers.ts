import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_tw_buckets';
const finTimeout = 'net.ipv4.tcp_fin_timeout';
const range = 'net.ipv4.ip_local_port_range';

/**
 * Neither frees a port earlier; a wider range, pooling and reuse do help.
 * Source: include/net/tcp.h, TCP_TIMEWAIT_LEN; net/ipv4/inet_hashtables.c, __inet_hash_connect().
 */
export const wrongLevers = parameterRule({
  id: 'wrong-levers',
  about:
    'Neither tcp_max_tw_buckets nor tcp_fin_timeout frees a local port earlier; a wider range, pooling and reuse do help.',
  section: 'ephemeral-port-exhaustion',
  severity: 'hint',
  judge(view) {
    const tuned = [key, finTimeout].every((lever) => view.isSetInFile(lever));
    if (!tuned || view.isSetInFile(range) || view.known('net.ipv4.tcp_tw_reuse') === 1) return undefined;
    return {
      key,
      because: [finTimeout],
      side: 'client',
      title: 'tcp_max_tw_buckets and tcp_fin_timeout do not free a port earlier.',
      explanation:
        'A port stays in use for 60 s per destination; the port range, pooling and tcp_tw_reuse decide how many are left.',
      remedies: [
        'Keep connections open and reuse them.',
        'Widen net.ipv4.ip_local_port_range, or set net.ipv4.tcp_tw_reuse to 1 on the host that connects.',
      ],
    };
  },
});
