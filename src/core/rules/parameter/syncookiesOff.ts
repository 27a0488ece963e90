import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_syncookies';

/**
 * Without cookies, connection requests are dropped when the SYN queue is full.
 * Source: net/ipv4/tcp_input.c, tcp_conn_request(), tcp_syn_flood_action().
 */
export const syncookiesOff = parameterRule({
  id: 'syncookies-off',
  about:
    'Without SYN cookies, connection requests are dropped when the SYN queue of a listening socket is full.',
  section: 'tcp-syncookies',
  severity: 'warning',
  judge(view) {
    if (view.integer(key) !== 0) return undefined;
    return {
      key,
      side: 'server',
      title:
        'With tcp_syncookies = 0, connection requests are dropped when the SYN queue of a listening socket is full.',
      explanation:
        'A flood of forged requests then keeps real clients out; cookies accept them without a queue entry.',
      remedies: ['Set it to 1, the default.'],
      fixes: [setFix(key, 1, true)],
    };
  },
});
