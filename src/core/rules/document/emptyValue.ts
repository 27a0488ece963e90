import { removeLine, rangeOf } from '../textEdit.ts';
import { valueRule } from '../valueRule.ts';

/**
 * The kernel rejects an empty number. Only a list may be empty, which clears it.
 * Source: kernel/sysctl.c, do_proc_dointvec(); tested on 6.18.
 */
export const emptyValue = valueRule({
  id: 'empty-value',
  section: 'sysctl-values',
  severity: 'error',
  kind: 'empty',
  describe: (_problem, { line, entry }, { document }) => ({
    // An empty range would be hard to see.
    range: rangeOf(line.index, { start: line.key.start, end: line.separator.end }),
    message: 'The value is missing: the kernel rejects the write and keeps the old value.',
    fixes: [
      {
        kind: 'remove-line',
        title: 'Remove the line',
        safe: true,
        edits: [removeLine(document, line.index)],
      },
      ...(entry?.default.value === undefined
        ? []
        : [
            {
              title: `Write the default, ${entry.default.value}`,
              safe: false,
              edits: [{ range: rangeOf(line.index, line.value), newText: ` ${entry.default.value}` }],
            },
          ]),
    ],
  }),
});
