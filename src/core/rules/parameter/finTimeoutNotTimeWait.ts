import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_fin_timeout';

/**
 * It is the lifetime of an orphaned FIN_WAIT2 socket; TIME_WAIT always lasts 60 s.
 * Source: net/ipv4/tcp.c, __tcp_close(); include/net/tcp.h, TCP_TIMEWAIT_LEN.
 */
export const finTimeoutNotTimeWait = parameterRule({
  id: 'fin-timeout-not-time-wait',
  about:
    'The lifetime of orphaned sockets in FIN_WAIT2 is tcp_fin_timeout; it does not shorten TIME_WAIT, which always lasts 60 seconds.',
  section: 'tcp-fin-timeout',
  severity: 'information',
  judge(view) {
    const seconds = view.integer(key);
    if (seconds === undefined || seconds <= 0 || seconds >= 60) return undefined;
    return {
      key,
      title: `tcp_fin_timeout = ${seconds} does not shorten TIME_WAIT, which always lasts 60 s.`,
      explanation:
        'It limits how long a socket that no program holds any more stays in FIN_WAIT2 if the peer does not close.',
      remedies: ['Keep it only if orphaned FIN_WAIT2 sockets are the problem.'],
      fixes: [removeFix(key, false)],
    };
  },
});
