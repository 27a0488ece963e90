import { lineRule } from '../lineRule.ts';
import { rangeOf } from '../../../rules/textEdit.ts';

/**
 * The first `=` ends the key; a second one becomes part of the value, which the kernel rejects.
 * Source: both tools tested.
 */
export const doubleEquals = lineRule({
  id: 'double-equals',
  about:
    'The first equals sign ends the key; a second one becomes a part of the value, which the kernel rejects.',
  section: 'sysctl-values',
  severity: 'error',
  kind: 'doubleEquals',
  describe: (problem, { assignment: { line } }) => {
    const start = line.value.start + problem.start;
    const text = line.text.slice(start).replace(/^=+[ \t]*/, '');
    return {
      message: 'The second = becomes part of the value, which the kernel rejects.',
      fixes: [
        {
          title: 'Use a single =',
          safe: true,
          edits: [{ range: rangeOf(line.index, { start, end: line.text.length }), newText: text }],
        },
      ],
    };
  },
});
