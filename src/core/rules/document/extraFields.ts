import { insertLine, rangeOf } from '../textEdit.ts';
import { valueRule } from '../valueRule.ts';

/**
 * The kernel reads as many numbers as the key takes and silently ignores the rest.
 * Source: kernel/sysctl.c, do_proc_dointvec(); tested on 6.18.
 */
export const extraFields = valueRule({
  id: 'extra-fields',
  section: 'sysctl-fields',
  severity: 'warning',
  kind: 'extraFields',
  describe: (problem, { line }, { document }) => {
    const fields = problem.count === 1 ? 'one number' : `${problem.count} numbers`;
    const valueEnd = line.text.slice(0, problem.start).trimEnd().length;
    const cut = { range: rangeOf(line.index, { start: valueEnd, end: problem.end }), newText: '' };
    const remark = /^\/\/\s*(.*)$/.exec(problem.ignored)?.[1];
    return {
      message: `The key takes ${fields}. The kernel ignores the rest.`,
      fixes:
        remark === undefined
          ? [{ title: 'Remove the rest', safe: true, edits: [cut] }]
          : [
              {
                title: 'Move it to a comment line',
                safe: true,
                edits: [insertLine(document, line.index, `# ${remark}`), cut],
              },
            ],
    };
  },
});
