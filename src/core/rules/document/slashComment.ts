import { keyRule } from '../keyRule.ts';

/**
 * `//` begins no comment: both tools drop the slashes, which are doubled separators, and look for the key behind them.
 * Source: sysctl.conf(5), sysctl.d(5).
 */
export const slashComment = keyRule({
  id: 'slash-comment',
  section: 'sysctl-comments',
  severity: 'error',
  kinds: ['slashComment'],
  message: () => 'A comment begins with # or ;. The tools take // for the start of a key.',
});
