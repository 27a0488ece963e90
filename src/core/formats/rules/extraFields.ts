import { fixOf } from '../formatRule.ts';
import { valueRule } from '../valueRule.ts';

/**
 * The kernel reads as many numbers as the key takes and silently ignores the rest.
 * Source: kernel/sysctl.c, do_proc_dointvec(); tested on 6.18.
 */
export const extraFields = valueRule({
  id: 'extra-fields',
  about: 'The kernel reads as many numbers as the key takes and silently ignores the rest.',
  section: 'sysctl-fields',
  severity: 'warning',
  kind: 'extraFields',
  describe: (problem, { assignment }, { insertComment }) => {
    const fields = problem.count === 1 ? 'one number' : `${problem.count} numbers`;
    const valueEnd = assignment.value.text.slice(0, problem.start).trimEnd().length;
    const cut = assignment.setPart({ start: valueEnd, end: problem.end }, '');
    const remark = /^\/\/\s*(.*)$/.exec(problem.ignored)?.[1];
    const { commentLine } = assignment;
    const comment =
      remark === undefined || commentLine === undefined
        ? undefined
        : insertComment(commentLine, `# ${remark}`);
    return {
      message: `The key takes ${fields}. The kernel ignores the rest.`,
      fixes:
        comment === undefined || cut === undefined
          ? fixOf('Remove the rest', true, cut)
          : fixOf('Move it to a comment line', true, [comment, ...cut]),
    };
  },
});
