import { replaceSpan } from '../textEdit.ts';
import { valueRule } from '../valueRule.ts';

/**
 * Quotes are passed to the kernel like any other character, and the write fails with EINVAL.
 * Source: sysctl.conf(5); both tools tested.
 */
export const quotedValue = valueRule({
  id: 'quoted-value',
  section: 'sysctl-values',
  severity: 'error',
  kind: 'quoted',
  describe: (problem, { line }) => ({
    message: 'The quotes are part of the value, which the kernel rejects.',
    fixes: [
      { title: 'Remove the quotes', safe: true, edits: [replaceSpan(line.index, problem, problem.inner)] },
    ],
  }),
});
