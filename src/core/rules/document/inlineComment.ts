import { insertLine, rangeOf } from '../textEdit.ts';
import { valueRule } from '../valueRule.ts';

/**
 * Only the first character of a line begins a comment: what follows a value belongs to it. After a complete integer the
 * kernel happens to ignore it; in lists, in words and right after a digit the write fails.
 * Source: sysctl.conf(5), sysctl.d(5); kernel/sysctl.c, do_proc_dointvec(); tested on 6.18.
 */
export const inlineComment = valueRule({
  id: 'inline-comment',
  section: 'sysctl-comments',
  severity: 'error',
  kind: 'inlineComment',
  describe: (problem, { line }, { document }) => {
    const indent = line.text.slice(0, line.text.length - line.text.trimStart().length);
    const valueEnd = line.text.slice(0, problem.start).trimEnd().length;
    return {
      severity: problem.harmless ? 'warning' : 'error',
      message: problem.harmless
        ? 'This is no comment but part of the value; only a kernel that ignores it makes the line work.'
        : 'This is no comment but part of the value, and the kernel refuses it.',
      fixes: [
        {
          title: 'Move the comment to a line of its own',
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
