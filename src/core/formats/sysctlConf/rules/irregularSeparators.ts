import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf, replaceSpan } from '../../../rules/textEdit.ts';

/**
 * Both tools accept a leading or doubled separator; procps warns about a doubled one.
 * Source: both tools tested.
 */
export const irregularSeparators: SysctlConfRule = {
  id: 'irregular-separators',
  about:
    'The key begins with a separator or contains a doubled one, which works, but some versions of sysctl warn about it.',
  section: 'sysctl-separators',
  severity: 'information',
  check: ({ assignments }) =>
    assignments
      .filter(
        (it) =>
          !it.isTemplate && it.keyProblem === undefined && /^[./]|[./]{2}/.test(it.assignment.line.key.text),
      )
      .map(({ assignment: { line }, key }) => ({
        range: rangeOf(line.index, line.key),
        message:
          'The key begins with a separator or contains a doubled one. It works, but some versions of sysctl warn about it.',
        fixes: [
          {
            title: `Write ${key.dotted}`,
            safe: true,
            edits: [replaceSpan(line.index, line.key, key.dotted)],
          },
        ],
      })),
};
