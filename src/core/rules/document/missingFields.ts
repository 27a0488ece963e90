import { replaceSpan } from '../textEdit.ts';
import { valueRule } from '../valueRule.ts';

/**
 * The kernel changes the numbers that are given and leaves the others unchanged.
 * Source: kernel/sysctl.c, do_proc_dointvec(); tested on 6.18.
 */
export const missingFields = valueRule({
  id: 'missing-fields',
  section: 'sysctl-fields',
  severity: 'warning',
  kind: 'missingFields',
  describe: (problem, { line, entry }) => {
    const names = entry?.value.fields ?? [];
    const rest = entry?.default.value?.split(' ').slice(problem.found) ?? [];
    const complete = [line.text.slice(problem.start, problem.end), ...rest].join(' ');
    return {
      message: `The key takes ${problem.count} numbers (${names.join(', ')}). Only ${names.slice(0, problem.found).join(' and ')} will change.`,
      fixes:
        rest.length === 0
          ? []
          : [
              {
                title: `Write ${complete}`,
                safe: false,
                edits: [replaceSpan(line.index, problem, complete)],
              },
            ],
    };
  },
});
