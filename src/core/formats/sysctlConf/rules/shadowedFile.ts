import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { contentRange } from '../../../rules/textEdit.ts';

/**
 * Of several files with the same name, only the one in the directory with the highest precedence is read.
 * Source: sysctl.d(5), sysctl(8); both tools tested.
 */
export const shadowedFile: SysctlConfRule = {
  id: 'shadowed-file',
  about:
    'A file with the same name in a directory with higher precedence hides this file, so it is not read.',
  section: 'sysctl-precedence',
  severity: 'warning',
  check: ({ document, files, path }) => {
    const hidden = files?.tools['systemd-sysctl'].order.notRead.find(
      (file) => file.path === path && (file.why === 'shadowed' || file.why === 'masked'),
    );
    if (hidden === undefined || !('by' in hidden)) return [];
    const start = { line: 0, column: 0 };
    return [
      {
        range: contentRange(document, 0),
        message: `This file is not read: ${hidden.by} has the same name in a directory with higher precedence.`,
        related: [{ path: hidden.by, range: { start, end: start }, message: 'This file is read instead.' }],
      },
    ];
  },
};
