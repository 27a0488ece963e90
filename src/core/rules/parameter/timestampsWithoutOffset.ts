import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_timestamps';

/**
 * 2 sends the plain clock, which reveals the uptime of the host.
 * Source: tcp(7); net/core/secure_seq.c, secure_tcp_ts_off().
 */
export const timestampsWithoutOffset = parameterRule({
  id: 'timestamps-without-offset',
  about:
    'The value 2 of tcp_timestamps sends timestamps without a random offset, which reveals how long the host has been up.',
  section: 'tcp-timestamps',
  severity: 'hint',
  judge(view) {
    if (view.integer(key) !== 2 || view.since('4.10') === false) return undefined;
    return {
      key,
      title: 'tcp_timestamps = 2 sends timestamps without the random offset.',
      explanation:
        'They then reveal how long the host has been up. The value 1 adds an offset since Linux 4.10.',
      remedies: ['Set it to 1, the default.'],
      fixes: [setFix(key, 1, true)],
    };
  },
});
