import { removeFix, parameterRule } from '../parameterRule.ts';
import { raisesTogether } from './synBacklogMatchesSomaxconn.ts';

const key = 'net.ipv4.tcp_max_syn_backlog';
const cookies = 'net.ipv4.tcp_syncookies';

/**
 * Since Linux 4.4 the listen backlog sizes the SYN queue; this parameter only counts without cookies.
 * Source: net/ipv4/tcp_input.c, tcp_conn_request(); net/core/request_sock.c of 4.3 and 4.4.
 */
export const synBacklogNoEffect = parameterRule({
  id: 'syn-backlog-no-effect',
  about:
    'Since Linux 4.4, tcp_max_syn_backlog has no effect while SYN cookies are on: the listen backlog limits the SYN queue.',
  section: 'tcp-max-syn-backlog',
  severity: 'information',
  judge(view) {
    if (!view.isSetInFile(key) || (view.known(cookies) ?? 1) === 0 || view.since('4.4') === false)
      return undefined;
    if (raisesTogether(view)) return undefined;
    return {
      key,
      because: [cookies],
      side: 'server',
      title: 'tcp_max_syn_backlog has no effect since Linux 4.4 while tcp_syncookies is on.',
      explanation:
        'The SYN queue of a listening socket is limited by its backlog: the argument of listen(), capped by somaxconn.',
      remedies: ["Raise net.core.somaxconn and the service's own backlog instead."],
      fixes: [removeFix(key, false)],
    };
  },
});
