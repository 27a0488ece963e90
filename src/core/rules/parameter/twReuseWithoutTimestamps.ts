import { setFix, parameterRule } from '../parameterRule.ts';
import { timestampsNeedAMinute } from '../timestampsNote.ts';

const key = 'net.ipv4.tcp_tw_reuse';
const timestamps = 'net.ipv4.tcp_timestamps';

/**
 * A connection without timestamps is never reused.
 * Source: net/ipv4/tcp_ipv4.c, tcp_twsk_unique().
 */
export const twReuseWithoutTimestamps = parameterRule({
  id: 'tw-reuse-without-timestamps',
  about:
    'Only connections with timestamps can be reused, so tcp_tw_reuse has no effect while tcp_timestamps is 0.',
  section: 'tcp-timestamps',
  severity: 'warning',
  judge(view) {
    const mode = view.integer(key) ?? 0;
    if (mode === 0 || view.known(timestamps) !== 0) return undefined;
    return {
      key,
      because: [timestamps],
      side: 'client',
      title: `tcp_tw_reuse = ${mode} has no effect while tcp_timestamps is 0.`,
      explanation:
        'Only connections that used timestamps can be reused, because timestamps distinguish the new connection from the old one.',
      remedies: [`Set net.ipv4.tcp_timestamps to 1. ${timestampsNeedAMinute}`],
      fixes: [setFix(timestamps, 1, true)],
    };
  },
});
