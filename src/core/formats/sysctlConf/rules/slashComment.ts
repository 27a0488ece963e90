import { keyRule } from '../../keyRule.ts';

/**
 * `//` does not start a comment: both tools drop the slashes as doubled separators and look for the key that follows.
 * Source: sysctl.conf(5), sysctl.d(5).
 */
export const slashComment = keyRule({
  id: 'slash-comment',
  about: 'Two slashes do not start a comment: the tools read them as the start of a key.',
  section: 'sysctl-comments',
  severity: 'error',
  kinds: ['slashComment'],
  message: () => 'Comments start with # or ;. The tools read // as the start of a key.',
});
