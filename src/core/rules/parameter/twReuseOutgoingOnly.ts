import { setFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_tw_reuse';

/**
 * 1 lets outgoing connections to any peer take over TIME_WAIT; a server gains nothing.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique(); net/ipv4/inet_hashtables.c, __inet_check_established().
 */
export const twReuseOutgoingOnly = verdictRule({
  id: 'tw-reuse-outgoing-only',
  section: 'tcp-tw-reuse',
  severity: 'information',
  judge(view) {
    if (view.integer(key) !== 1) return undefined;
    const fallback = view.since('4.18') === false ? 0 : 2;
    return {
      key,
      side: 'client',
      title:
        'tcp_tw_reuse = 1 lets this host reuse its own outgoing connections in TIME_WAIT, and nothing else.',
      explanation:
        'It helps a client or proxy that opens many connections; incoming connections in TIME_WAIT stay as they are.',
      remedies: [
        `Keep it where this host opens many connections to few peers; else use the default, ${fallback}.`,
      ],
      fixes: [setFix(key, fallback)],
    };
  },
});
