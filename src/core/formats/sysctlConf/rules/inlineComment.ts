import { insertLine, rangeOf } from '../../../rules/textEdit.ts';
import { lineRule } from '../lineRule.ts';

/**
 * A comment must start at the beginning of a line; anything that follows a value belongs to the value. After a
 * complete integer the kernel happens to ignore it; in lists, in words and directly after a digit the write fails.
 * Source: sysctl.conf(5), sysctl.d(5); kernel/sysctl.c, do_proc_dointvec(); tested on 6.18.
 */
export const inlineComment = lineRule({
  id: 'inline-comment',
  about: 'A comment must start at the beginning of a line: what follows a value belongs to the value.',
  section: 'sysctl-comments',
  severity: 'error',
  kind: 'inlineComment',
  describe: (problem, { assignment: { line } }, { document }) => {
    const indent = line.text.slice(0, line.text.length - line.text.trimStart().length);
    const valueEnd = line.text.slice(0, line.value.start + problem.start).trimEnd().length;
    return {
      severity: problem.harmless ? 'warning' : 'error',
      message: problem.harmless
        ? 'This is not a comment but part of the value. The line only works because the kernel happens to ignore it.'
        : 'This is not a comment but part of the value, which the kernel rejects.',
      fixes: [
        {
          title: 'Move the comment to its own line',
          safe: valueEnd > line.separator.end,
          edits: [
            insertLine(document, line.index, indent + problem.comment.replace(/^;/, '#')),
            { range: rangeOf(line.index, { start: valueEnd, end: line.text.length }), newText: '' },
          ],
        },
      ],
    };
  },
});
