import { directoryOf, dropInDirectories } from '../../../parse/dropInOrder.ts';
import { baseName } from '../../../model/pathText.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { isTemplateOfConf } from './templateOfConf.ts';
import { contentRange } from '../../../rules/textEdit.ts';

/**
 * Only names that end in `.conf` are read.
 * Source: sysctl.d(5), sysctl(8).
 */
export const wrongExtension: SysctlConfRule = {
  id: 'wrong-extension',
  about: 'Only files whose names end in .conf are read, so this file is not.',
  section: 'sysctl-file-names',
  severity: 'warning',
  check: ({ document, path }) =>
    path !== undefined &&
    dropInDirectories.includes(directoryOf(path)) &&
    !path.endsWith('.conf') &&
    !isTemplateOfConf(path)
      ? [
          {
            range: contentRange(document, 0),
            message: `${baseName(path)} is never read: only files whose names end in .conf are.`,
          },
        ]
      : [],
};
