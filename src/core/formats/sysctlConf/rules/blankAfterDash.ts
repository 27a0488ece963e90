import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf, replaceSpan } from '../../../rules/textEdit.ts';

/**
 * systemd-sysctl strips the space; procps looks for a key that begins with it.
 * Source: both tools tested (procps 4.0.2, systemd 252).
 */
export const blankAfterDash: SysctlConfRule = {
  id: 'blank-after-dash',
  about:
    'With a space after the minus sign, sysctl looks for a key that begins with a space and does not find it; systemd-sysctl strips the space.',
  section: 'sysctl-minus-and-globs',
  severity: 'warning',
  check: ({ lines }) =>
    lines.flatMap((line) => {
      if (line.kind !== 'assignment' && line.kind !== 'exclusion') return [];
      if (line.dash === undefined || line.key.start === line.dash.end) return [];
      const gap = { start: line.dash.end, end: line.key.start };
      return [
        {
          range: rangeOf(line.index, { start: line.dash.start, end: line.key.end }),
          message:
            'sysctl does not accept a space after -, so it does not find the key. systemd-sysctl does.',
          fixes: [{ title: 'Remove the space', safe: true, edits: [replaceSpan(line.index, gap, '')] }],
        },
      ];
    }),
};
