import { appendedValue } from '../appendedValue.ts';
import { removeLine, replaceSpan } from '../../../rules/textEdit.ts';
import { lineRule } from '../lineRule.ts';

/**
 * A backslash does not continue a line: it becomes part of the value, and the next line is read on its own.
 * Source: sysctl.conf(5); both tools tested.
 */
export const lineContinuation = lineRule({
  id: 'line-continuation',
  about:
    'A backslash does not continue a line: it becomes a part of the value, and the next line is read on its own.',
  section: 'sysctl-lines',
  severity: 'error',
  kind: 'continuation',
  describe: (_problem, { assignment: { line } }, { document }) => {
    const rest = appendedValue(document.lines, line);
    return {
      message:
        'A backslash does not continue the line: it becomes part of the value, which the kernel rejects.',
      fixes:
        rest === undefined
          ? []
          : [
              {
                title: 'Join the lines',
                safe: true,
                edits: [
                  replaceSpan(line.index, line.value, rest.value),
                  ...rest.lines.map((index) => removeLine(document, index)),
                ],
              },
            ],
    };
  },
});
