import { fixOf } from '../formatRule.ts';
import { valueRule } from '../valueRule.ts';

/**
 * The kernel reads numbers as C does: a leading 0 means octal and 0x means hexadecimal.
 * Source: kernel/sysctl.c, proc_get_long(); `030` set 24 on 6.18.
 */
export const octalOrHexValue = valueRule({
  id: 'octal-or-hex-value',
  about:
    'The kernel reads a number as C does: a leading 0 means octal and 0x means hexadecimal, so the value may differ from what was meant.',
  section: 'sysctl-values',
  severity: 'warning',
  kind: 'base',
  describe: (problem, { assignment }) => {
    const set = String(problem.value);
    const decimal = problem.token.replace(/^(-?)0+/, '$1');
    return {
      message: `The kernel reads ${problem.token} as ${problem.base === 8 ? 'octal' : 'hexadecimal'} and sets ${set}.`,
      fixes: [
        ...fixOf(`Write ${set}`, problem.base === 16, assignment.setPart(problem, set)),
        ...(problem.base === 8 ? fixOf(`Write ${decimal}`, false, assignment.setPart(problem, decimal)) : []),
      ],
    };
  },
});
