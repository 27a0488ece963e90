import { setFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_abort_on_overflow';

/**
 * The reset is sent only when the queue is full at the last step of the handshake, and clients give up at once.
 * Source: Documentation/networking/ip-sysctl.rst; tested on 6.18 with a full accept queue.
 */
export const abortOnOverflow = verdictRule({
  id: 'abort-on-overflow',
  section: 'tcp-abort-on-overflow',
  severity: 'warning',
  judge(view) {
    if ((view.integer(key) ?? 0) === 0) return undefined;
    return {
      key,
      side: 'server',
      title: 'tcp_abort_on_overflow = 1 resets clients that would have got in a moment later.',
      explanation:
        'Without it the client tries again by itself. A request that finds the queue full is dropped either way.',
      remedies: ['Set it to 0; raise the backlog and somaxconn, or accept faster.'],
      fixes: [setFix(key, 0)],
    };
  },
});
