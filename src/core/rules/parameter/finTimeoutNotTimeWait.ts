import { removeFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_fin_timeout';

/**
 * It is the life of an orphaned FIN_WAIT2; TIME_WAIT lasts 60 s whatever it says.
 * Source: net/ipv4/tcp.c, __tcp_close(); include/net/tcp.h, TCP_TIMEWAIT_LEN.
 */
export const finTimeoutNotTimeWait = verdictRule({
  id: 'fin-timeout-not-time-wait',
  section: 'tcp-fin-timeout',
  severity: 'information',
  judge(view) {
    const seconds = view.integer(key);
    if (seconds === undefined || seconds <= 0 || seconds >= 60) return undefined;
    return {
      key,
      title: `tcp_fin_timeout = ${seconds} does not shorten TIME_WAIT, which always lasts 60 s.`,
      explanation:
        'It limits FIN_WAIT2 of sockets that no program holds any more, when the peer does not close.',
      remedies: ['Keep it only where orphaned FIN_WAIT2 sockets are the trouble.'],
      fixes: [removeFix(key, false)],
    };
  },
});
