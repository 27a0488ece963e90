import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_tw_recycle';

/**
 * `tcp_tw_recycle` was removed in Linux 4.12. Before that it dropped connection requests from clients behind one
 * address and, since the random timestamp offsets of 4.10, from any client.
 * Source: net/ipv4/sysctl_net_ipv4.c of 4.11 and 4.12; tcp(7).
 */
export const twRecycleRemoved = parameterRule({
  id: 'tw-recycle-removed',
  about:
    'Linux 4.12 removed tcp_tw_recycle; on older kernels it drops connection requests of clients behind NAT.',
  section: 'tcp-tw-recycle',
  severity: 'error',
  tags: ['deprecated', 'rejected'],
  judge(view) {
    if (view.judged(key) === undefined) return undefined;
    const isOff = view.integer(key) === 0;
    const removed = view.since('4.12');
    if (removed === false && isOff) return undefined;
    return {
      key,
      severity: removed === undefined && isOff ? 'warning' : 'error',
      title:
        removed === false
          ? 'tcp_tw_recycle drops connection requests from clients that share an address.'
          : 'tcp_tw_recycle was removed in Linux 4.12: the kernel does not have this parameter.',
      explanation: isOff
        ? 'The line only makes `sysctl -p` fail.'
        : 'Kernels that still had it rejected clients behind NAT and, since 4.10, any client.',
      remedies: [
        'Remove the line.',
        'If this host opens many connections, set net.ipv4.tcp_tw_reuse to 1 instead.',
      ],
      fixes: [removeFix(key)],
    };
  },
});
