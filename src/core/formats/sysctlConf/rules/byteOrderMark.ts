import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf, replaceSpan } from '../../../rules/textEdit.ts';

const mark = { start: 0, end: 1 };

/**
 * The mark becomes part of the first line, which is then neither a comment nor a known key.
 * Source: both tools tested.
 */
export const byteOrderMark: SysctlConfRule = {
  id: 'byte-order-mark',
  about:
    'The file begins with a byte order mark, which becomes a part of the first line, so that it is neither a comment nor a known key.',
  section: 'sysctl-lines',
  severity: 'error',
  check: ({ document }) =>
    document.byteOrderMark
      ? [
          {
            range: rangeOf(0, mark),
            message:
              'The file begins with a byte order mark, which the tools treat as part of the first line.',
            fixes: [{ title: 'Remove the byte order mark', safe: true, edits: [replaceSpan(0, mark, '')] }],
          },
        ]
      : [],
};
