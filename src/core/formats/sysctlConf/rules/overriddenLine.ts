import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf } from '../../../rules/textEdit.ts';
import { repeated } from './duplicateKey.ts';

/**
 * The counterpart of `duplicate-key`: an editor fades out the line that has no effect.
 * Source: sysctl.d(5); both tools tested.
 */
export const overriddenLine: SysctlConfRule = {
  id: 'overridden-line',
  about: 'A later line of the file sets the same key, so this line has no effect.',
  section: 'sysctl-order',
  severity: 'hint',
  check: ({ assignments }) =>
    repeated(assignments).map(([line, again]) => ({
      range: rangeOf(line.index, {
        start: line.dash?.start ?? line.key.start,
        end: line.text.trimEnd().length,
      }),
      message: `Line ${again.index + 1} sets this key again and takes precedence.`,
      tags: ['unnecessary' as const],
      related: [{ range: rangeOf(again.index, again.key), message: 'Set again here.' }],
    })),
};
