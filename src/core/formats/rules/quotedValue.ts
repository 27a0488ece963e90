import { fixOf } from '../formatRule.ts';
import { valueRule } from '../valueRule.ts';

/**
 * Quotes are passed to the kernel like any other character, and the write fails with EINVAL.
 * Source: sysctl.conf(5); both tools tested. runc and crun tested with a value that was quoted twice in JSON.
 */
export const quotedValue = valueRule({
  id: 'quoted-value',
  about: 'Quotes around a value are passed to the kernel as a part of the value, and the kernel rejects it.',
  section: 'sysctl-values',
  severity: 'error',
  kind: 'quoted',
  describe: (problem, { assignment }) => ({
    message: 'The quotes are part of the value, which the kernel rejects.',
    fixes: fixOf('Remove the quotes', true, assignment.setPart(problem, problem.inner)),
  }),
});
