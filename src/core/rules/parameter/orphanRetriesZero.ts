import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_orphan_retries';

/**
 * 0 is the default and stands for 8.
 * Source: net/ipv4/tcp_timer.c, tcp_orphan_retries().
 */
export const orphanRetriesZero = parameterRule({
  id: 'orphan-retries-zero',
  about: 'The value 0 of tcp_orphan_retries means 8 retries, not none.',
  section: 'orphans',
  severity: 'information',
  judge(view) {
    if (view.integer(key) !== 0 || !view.isSetInFile(key)) return undefined;
    return {
      key,
      title: 'tcp_orphan_retries = 0 means 8 retries, not none.',
      explanation: '0 is the default, and the kernel treats it as 8.',
      remedies: ['Use 1 to 3 to release closed connections earlier.'],
      fixes: [setFix(key, 2)],
    };
  },
});
