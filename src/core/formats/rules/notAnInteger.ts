import { fixOf } from '../formatRule.ts';
import type { JudgedAssignment } from '../judgedAssignment.ts';
import { valueRule } from '../valueRule.ts';

const words: Readonly<Record<string, string>> = {
  yes: '1',
  true: '1',
  on: '1',
  enabled: '1',
  no: '0',
  false: '0',
  off: '0',
  disabled: '0',
};

/**
 * The kernel accepts an optional minus sign and digits: no units, no digit grouping, no plus sign, no decimal point, no words.
 * Source: kernel/sysctl.c, proc_get_long(); tested on 6.18.
 */
export const notAnInteger = valueRule({
  id: 'not-an-integer',
  about:
    'The kernel takes an optional minus sign and digits: it rejects units, digit grouping, a plus sign, a decimal point and words.',
  section: 'sysctl-values',
  severity: 'error',
  kind: 'notInteger',
  describe: (problem, judged) => {
    const meant = integerMeant(problem.token, judged);
    return {
      message: `The kernel rejects ${problem.token}: ${reason(problem.token, judged)}.`,
      fixes:
        meant === undefined
          ? []
          : fixOf(`Write ${meant.text}`, meant.sure, judged.assignment.setPart(problem, meant.text)),
    };
  },
});

function reason(token: string, { entry }: JudgedAssignment): string {
  if (entry?.value.format === 'portRange' && isJoinedRange(token))
    return 'the two ports must be separated by a space';
  if (/^\d+[.]\d+$/.test(token)) return 'it accepts only integers';
  if (/^-?0\d*[89]/.test(token)) return 'a leading 0 means octal, which has no digits 8 and 9';
  if (/^\d+[kmgt]i?b?$/i.test(token)) return 'it does not accept units';
  if (/^-?\d{20,}$/.test(token)) return 'the number is too long';
  return 'it accepts only digits';
}

function integerMeant(
  token: string,
  { entry }: JudgedAssignment,
): { text: string; sure: boolean } | undefined {
  if (entry?.value.format === 'portRange' && isJoinedRange(token)) {
    return { text: token.replace(/\D/, ' '), sure: true };
  }
  const word = words[token.toLowerCase()];
  if (word !== undefined) return { text: word, sure: true };
  const grouped = /^\+?\d{1,3}(?:[,_]\d{3})+$|^\+\d+$/.test(token);
  if (grouped) return { text: token.replace(/\D/g, ''), sure: true };
  const digits = /^(\d+)[a-z]$/i.exec(token)?.[1];
  return digits === undefined || /^\d+[kmgt]$/i.test(token) ? undefined : { text: digits, sure: false };
}

function isJoinedRange(token: string): boolean {
  return /^\d+[-,:]\d+$/.test(token);
}
