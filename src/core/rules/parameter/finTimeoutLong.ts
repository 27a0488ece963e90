import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_fin_timeout';

/**
 * Any time beyond 60 s is spent as a full socket with a keepalive timer, and the last 60 s as a small entry.
 * Source: net/ipv4/tcp.c, __tcp_close().
 */
export const finTimeoutLong = parameterRule({
  id: 'fin-timeout-long',
  about:
    'A tcp_fin_timeout above 60 seconds keeps orphaned sockets in FIN_WAIT2 as full sockets, which use memory and count as orphans.',
  section: 'tcp-fin-timeout',
  severity: 'information',
  judge(view) {
    const seconds = view.integer(key);
    if (seconds === undefined || seconds <= 60) return undefined;
    return {
      key,
      title: `With tcp_fin_timeout = ${seconds}, an orphaned FIN_WAIT2 socket stays a full socket for ${seconds - 60} s.`,
      explanation:
        'It becomes a small entry only for the last 60 s. Until then it uses memory and counts as an orphan.',
      remedies: ['Use 60 or less.'],
      fixes: [setFix(key, 60)],
    };
  },
});
