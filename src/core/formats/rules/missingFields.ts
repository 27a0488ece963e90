import { fixOf } from '../formatRule.ts';
import { valueRule } from '../valueRule.ts';

/**
 * The kernel changes the numbers that are given and leaves the others unchanged.
 * Source: kernel/sysctl.c, do_proc_dointvec(); tested on 6.18.
 */
export const missingFields = valueRule({
  id: 'missing-fields',
  about:
    'The key takes several numbers: the kernel changes those that are given and leaves the others unchanged.',
  section: 'sysctl-fields',
  severity: 'warning',
  kind: 'missingFields',
  describe: (problem, { assignment, entry }) => {
    const names = entry?.value.fields ?? [];
    const rest = entry?.default.value?.split(' ').slice(problem.found) ?? [];
    const complete = [assignment.value.text.slice(problem.start, problem.end), ...rest].join(' ');
    return {
      message: `The key takes ${problem.count} numbers (${names.join(', ')}). Only ${names.slice(0, problem.found).join(' and ')} will change.`,
      fixes:
        rest.length === 0 ? [] : fixOf(`Write ${complete}`, false, assignment.setPart(problem, complete)),
    };
  },
});
