import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf } from '../../../rules/textEdit.ts';

const longestValue = 4096;

/**
 * procps documents this length as its limit.
 * Source: sysctl.conf(5).
 */
export const valueTooLong: SysctlConfRule = {
  id: 'value-too-long',
  about: 'The value is longer than what sysctl reads according to its documentation.',
  section: 'sysctl-values',
  severity: 'warning',
  check: ({ assignments }) =>
    assignments
      .filter(({ assignment: { line } }) => line.value.text.length > longestValue)
      .map(({ assignment: { line } }) => ({
        range: rangeOf(line.index, line.value),
        message: `The value has ${line.value.text.length} characters, but sysctl reads only ${longestValue}. Use ranges in a list of ports.`,
      })),
};
