import { keyRule } from '../../keyRule.ts';

/**
 * `//` does not start a comment: both tools drop the slashes as doubled separators and look for the key that follows.
 * Source: sysctl.conf(5), sysctl.d(5).
 */
export const slashComment = keyRule({
  id: 'slash-comment',
  section: 'sysctl-comments',
  severity: 'error',
  kinds: ['slashComment'],
  message: () => 'Comments start with # or ;. The tools read // as the start of a key.',
});
