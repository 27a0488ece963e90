import { fixOf, removeFixOf } from '../formatRule.ts';
import { valueRule } from '../valueRule.ts';

/**
 * The kernel rejects an empty number. Only a list may be empty, which clears it.
 * Source: kernel/sysctl.c, do_proc_dointvec(); tested on 6.18.
 */
export const emptyValue = valueRule({
  id: 'empty-value',
  about:
    'The kernel rejects an empty number and keeps the old value; only a list of ports may be empty, which clears it.',
  section: 'sysctl-values',
  severity: 'error',
  kind: 'empty',
  describe: (_problem, { assignment, entry }) => {
    const own = entry?.default.value;
    return {
      // An empty range would be hard to see.
      range: { start: assignment.writtenKey.range.start, end: assignment.value.range.start },
      message: 'The value is missing: the kernel rejects the write and keeps the old value.',
      fixes: [
        ...removeFixOf('Remove the line', true, assignment.remove()),
        ...(own === undefined ? [] : fixOf(`Write the default, ${own}`, false, assignment.setValue(own))),
      ],
    };
  },
});
