import { directoryOf, dropInDirectories } from '../../../parse/dropInOrder.ts';
import { baseName } from '../../../model/pathText.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { contentRange } from '../../../rules/textEdit.ts';

/**
 * `sysctl --system` reads a hidden file, systemd-sysctl does not.
 * Source: both tools tested.
 */
export const dotFile: SysctlConfRule = {
  id: 'dot-file',
  about:
    'A hidden file is read by sysctl --system but not by systemd-sysctl, so its values do not apply at boot.',
  section: 'sysctl-file-names',
  severity: 'warning',
  check: ({ document, path }) =>
    path !== undefined && dropInDirectories.includes(directoryOf(path)) && baseName(path).startsWith('.')
      ? [
          {
            range: contentRange(document, 0),
            message:
              'systemd-sysctl does not read files whose names begin with a dot; `sysctl --system` does.',
          },
        ]
      : [],
};
