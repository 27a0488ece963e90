import { setFix, verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.ip_autobind_reuse';

/**
 * bind() to port 0 may then hand out a port in use, and the connect() after it fail.
 * Source: net/ipv4/inet_connection_sock.c, inet_csk_find_open_port(); Documentation/networking/ip-sysctl.rst.
 */
export const autobindReuse = verdictRule({
  id: 'autobind-reuse',
  section: 'binding-switches',
  severity: 'warning',
  judge(view) {
    if ((view.integer(key) ?? 0) === 0) return undefined;
    return {
      key,
      side: 'client',
      title: 'ip_autobind_reuse = 1 hands out ports that are in use and hopes that the peers differ.',
      explanation:
        'When they do not, connect() fails. The kernel documentation calls it a switch for experts.',
      remedies: ['Set it to 0, and let the programs use IP_BIND_ADDRESS_NO_PORT.'],
      fixes: [setFix(key, 0)],
    };
  },
});
