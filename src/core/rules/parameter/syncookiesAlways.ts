import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_syncookies';

/**
 * 2 always sends cookies, which is meant for testing.
 * Source: Documentation/networking/ip-sysctl.rst; since Linux 3.12.
 */
export const syncookiesAlways = parameterRule({
  id: 'syncookies-always',
  about:
    'The value 2 of tcp_syncookies sends cookies for every connection request, which is meant for testing.',
  section: 'tcp-syncookies',
  severity: 'warning',
  judge(view) {
    if (view.integer(key) !== 2) return undefined;
    return {
      key,
      side: 'server',
      title:
        'tcp_syncookies = 2 sends cookies for every connection request, not only when the queue is full.',
      explanation: "It is meant for testing: a cookie cannot carry all of the client's TCP options.",
      remedies: ['Set it to 1, the default.'],
      fixes: [setFix(key, 1, true)],
    };
  },
});
