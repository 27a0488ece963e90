import { valueRule } from '../valueRule.ts';
import { rangeOf } from '../textEdit.ts';

/**
 * The first `=` ends the key; a second one becomes part of the value, which the kernel rejects.
 * Source: both tools tested.
 */
export const doubleEquals = valueRule({
  id: 'double-equals',
  section: 'sysctl-values',
  severity: 'error',
  kind: 'doubleEquals',
  describe: (problem, { line }) => {
    const text = line.text.slice(problem.start).replace(/^=+[ \t]*/, '');
    return {
      message: 'The second = becomes part of the value, which the kernel rejects.',
      fixes: [
        {
          title: 'Use a single =',
          safe: true,
          edits: [
            { range: rangeOf(line.index, { start: problem.start, end: line.text.length }), newText: text },
          ],
        },
      ],
    };
  },
});
