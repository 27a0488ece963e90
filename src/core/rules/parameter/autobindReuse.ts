import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_autobind_reuse';

/**
 * bind() to port 0 may then return a port that is in use, and the following connect() may fail.
 * Source: net/ipv4/inet_connection_sock.c, inet_csk_find_open_port(); Documentation/networking/ip-sysctl.rst.
 */
export const autobindReuse = parameterRule({
  id: 'autobind-reuse',
  about:
    'With ip_autobind_reuse = 1, bind() to port 0 may return a port that is already in use, and a later connect() may fail.',
  section: 'binding-switches',
  severity: 'warning',
  judge(view) {
    if ((view.integer(key) ?? 0) === 0) return undefined;
    return {
      key,
      side: 'client',
      title: 'With ip_autobind_reuse = 1, bind() to port 0 may return a port that is already in use.',
      explanation:
        'If both sockets have the same peer, connect() fails. The kernel documentation reserves this option for experts.',
      remedies: ['Set it to 0, and use IP_BIND_ADDRESS_NO_PORT in the programs.'],
      fixes: [setFix(key, 0)],
    };
  },
});
