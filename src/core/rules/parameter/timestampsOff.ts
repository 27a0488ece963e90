import { setFix, parameterRule } from '../parameterRule.ts';
import { timestampsNeedAMinute } from '../timestampsNote.ts';

const key = 'net.ipv4.tcp_timestamps';

/**
 * Without timestamps, old segments can be recognized by their sequence number only, and TIME_WAIT cannot be reused.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique(); net/ipv4/tcp_minisocks.c; tcp(7).
 */
export const timestampsOff = parameterRule({
  id: 'timestamps-off',
  about:
    'Without timestamps, old segments are recognized by their sequence numbers only, and connections in TIME_WAIT cannot be reused.',
  section: 'tcp-timestamps',
  severity: 'warning',
  judge(view) {
    if (view.integer(key) !== 0) return undefined;
    const offset =
      view.since('4.10') === false
        ? ''
        : ' Old guides did this to hide the uptime, which is hidden anyway since 4.10.';
    return {
      key,
      severity: view.input.profile === 'hardening' ? 'information' : 'warning',
      title: 'tcp_timestamps = 0 turns off the protection against old segments and, with it, tcp_tw_reuse.',
      explanation: `A connection request that hits a socket in TIME_WAIT is then checked by its sequence number only.${offset}`,
      remedies: [`Set it to 1, the default. ${timestampsNeedAMinute}`],
      fixes: [setFix(key, 1)],
    };
  },
});
