import { removeFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_tw_recycle';

/**
 * `tcp_tw_recycle` is gone since Linux 4.12; before, it dropped connection requests of clients behind one address, and
 * from 4.10 on, with random timestamp offsets, of any client.
 * Source: net/ipv4/sysctl_net_ipv4.c of 4.11 and 4.12; tcp(7).
 */
export const twRecycleRemoved = verdictRule({
  id: 'tw-recycle-removed',
  section: 'tcp-tw-recycle',
  severity: 'error',
  tags: ['deprecated'],
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
          ? 'tcp_tw_recycle drops connection requests of clients that share an address.'
          : 'tcp_tw_recycle was removed in Linux 4.12: the kernel has no such parameter.',
      explanation: isOff
        ? 'The line does nothing but make `sysctl -p` fail.'
        : 'On kernels that still had it, it refused clients behind NAT, and from 4.10 on any client.',
      remedies: [
        'Remove the line.',
        'Where this host opens many connections, set net.ipv4.tcp_tw_reuse to 1 instead.',
      ],
      fixes: [removeFix(key)],
    };
  },
});
