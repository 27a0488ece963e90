import type { ParameterView } from '../parameterView.ts';
import { removeFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_syn_backlog';
const somaxconn = 'net.core.somaxconn';
const cookies = 'net.ipv4.tcp_syncookies';

/** Both are set to the same value, as copied recipes do. */
export function raisesTogether(view: ParameterView): boolean {
  const backlog = view.integer(key);
  return backlog !== undefined && view.isSetInFile(somaxconn) && view.integer(somaxconn) === backlog;
}

/**
 * Raising the SYN backlog "to match" somaxconn is not needed since Linux 4.4, with cookies on.
 * Source: net/ipv4/tcp_input.c, tcp_conn_request(); include/net/inet_connection_sock.h.
 */
export const synBacklogMatchesSomaxconn = parameterRule({
  id: 'syn-backlog-matches-somaxconn',
  about:
    'The values of tcp_max_syn_backlog and somaxconn are the same, which is not needed since Linux 4.4 while SYN cookies are on.',
  section: 'tcp-max-syn-backlog',
  severity: 'hint',
  judge(view) {
    if (!view.isSetInFile(key) || (view.known(cookies) ?? 1) === 0 || view.since('4.4') === false)
      return undefined;
    if (!raisesTogether(view)) return undefined;
    return {
      key,
      because: [somaxconn],
      side: 'server',
      title:
        'tcp_max_syn_backlog does not need to match somaxconn: since Linux 4.4 it has no effect while tcp_syncookies is on.',
      explanation: 'The backlog passed to listen(), capped by somaxconn, also limits the SYN queue.',
      remedies: ['Remove the line.'],
      fixes: [removeFix(key, false)],
    };
  },
});
