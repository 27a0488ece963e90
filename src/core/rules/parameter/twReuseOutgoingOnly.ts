import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_tw_reuse';

/**
 * 1 lets outgoing connections to any peer reuse ports in TIME_WAIT; it does not help a server.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique(); net/ipv4/inet_hashtables.c, __inet_check_established().
 */
export const twReuseOutgoingOnly = parameterRule({
  id: 'tw-reuse-outgoing-only',
  about:
    'With tcp_tw_reuse = 1, a host reuses only the ports of its own outgoing connections in TIME_WAIT; incoming connections are not affected.',
  section: 'tcp-tw-reuse',
  severity: 'information',
  judge(view) {
    if (view.integer(key) !== 1) return undefined;
    const fallback = view.since('4.18') === false ? 0 : 2;
    return {
      key,
      side: 'client',
      title:
        'tcp_tw_reuse = 1 only lets this host reuse the ports of its own outgoing connections in TIME_WAIT.',
      explanation:
        'It helps a client or proxy that opens many connections, and does not affect incoming connections in TIME_WAIT.',
      remedies: [
        `Keep it if this host opens many connections to few peers; otherwise use the default, ${fallback}.`,
      ],
      fixes: [setFix(key, fallback)],
    };
  },
});
