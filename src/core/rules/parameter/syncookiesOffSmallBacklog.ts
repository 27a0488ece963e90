import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_max_syn_backlog';
const cookies = 'net.ipv4.tcp_syncookies';
const somaxconn = 'net.core.somaxconn';

/**
 * `tcp_max_syn_backlog` only matters without cookies: requests from unknown hosts are dropped once less than a
 * quarter of it is free.
 * Source: net/ipv4/tcp_input.c, tcp_conn_request().
 */
export const syncookiesOffSmallBacklog = parameterRule({
  id: 'syncookies-off-small-backlog',
  about:
    'Without SYN cookies, requests from unknown hosts are dropped once three quarters of tcp_max_syn_backlog are in use, and it is small.',
  section: 'syn-queue-overflow',
  severity: 'warning',
  judge(view) {
    const backlog = view.integer(key);
    const accepted = view.known(somaxconn) ?? 4096;
    if (backlog === undefined || view.known(cookies) !== 0 || backlog >= accepted) return undefined;
    return {
      key,
      because: [cookies, somaxconn],
      side: 'server',
      title: `With tcp_syncookies = 0, tcp_max_syn_backlog = ${backlog} drops connection requests early.`,
      explanation:
        'Requests from hosts that the kernel has no record of are dropped once three quarters of it are in use.',
      remedies: [
        'Set net.ipv4.tcp_syncookies to 1.',
        `Or raise tcp_max_syn_backlog to the value of somaxconn, ${accepted}.`,
      ],
      fixes: [setFix(cookies, 1, true)],
    };
  },
});
