import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_abort_on_overflow';

/**
 * The kernel sends the reset only if the queue is full at the last step of the handshake; clients then give up at once.
 * Source: Documentation/networking/ip-sysctl.rst; tested on 6.18 with a full accept queue.
 */
export const abortOnOverflow = parameterRule({
  id: 'abort-on-overflow',
  about:
    'With tcp_abort_on_overflow = 1, a client gets a reset if the accept queue is full at the last step of the handshake, instead of a second chance.',
  section: 'tcp-abort-on-overflow',
  severity: 'warning',
  judge(view) {
    if ((view.integer(key) ?? 0) === 0) return undefined;
    return {
      key,
      side: 'server',
      title:
        'tcp_abort_on_overflow = 1 resets clients whose connection would have been accepted a moment later.',
      explanation:
        'With 0 the client retries on its own. Connection requests that arrive while the queue is full are dropped either way.',
      remedies: ['Set it to 0. Raise the backlog and somaxconn, or accept connections faster.'],
      fixes: [setFix(key, 0)],
    };
  },
});
