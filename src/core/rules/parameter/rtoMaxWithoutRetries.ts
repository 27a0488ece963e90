import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_rto_max_ms';
const retries = 'net.ipv4.tcp_retries2';

/**
 * The kernel counts retries instead of measuring time: with a lower cap the same number of retries takes less time.
 * Source: Documentation/networking/ip-sysctl.rst, tcp_rto_max_ms.
 */
export const rtoMaxWithoutRetries = parameterRule({
  id: 'rto-max-without-retries',
  about:
    'The kernel counts retries, so with a lower tcp_rto_max_ms connections give up sooner unless tcp_retries2 is raised.',
  section: 'tcp-retries',
  severity: 'warning',
  judge(view) {
    const cap = view.integer(key);
    if (cap === undefined || cap >= 120_000 || (view.known(retries) ?? 15) > 15) return undefined;
    return {
      key,
      because: [retries],
      title: `tcp_rto_max_ms = ${cap} makes connections give up sooner, because tcp_retries2 stays as it is.`,
      explanation:
        'The kernel counts retries, and with a lower cap the same number of retries takes less time.',
      remedies: ['Raise net.ipv4.tcp_retries2 as well.'],
      fixes: [setFix(retries, 30)],
    };
  },
});
