import { setFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_fin_timeout';

/**
 * What goes beyond 60 s is spent as a full socket with a keepalive timer, the last 60 s as a small entry.
 * Source: net/ipv4/tcp.c, __tcp_close().
 */
export const finTimeoutLong = verdictRule({
  id: 'fin-timeout-long',
  section: 'tcp-fin-timeout',
  severity: 'information',
  judge(view) {
    const seconds = view.integer(key);
    if (seconds === undefined || seconds <= 60) return undefined;
    return {
      key,
      title: `With tcp_fin_timeout = ${seconds} an orphaned FIN_WAIT2 stays a full socket for ${seconds - 60} s.`,
      explanation:
        'Only the last 60 s are spent as a small entry; until then it holds memory and counts as an orphan.',
      remedies: ['Use 60 or less.'],
      fixes: [setFix(key, 60)],
    };
  },
});
