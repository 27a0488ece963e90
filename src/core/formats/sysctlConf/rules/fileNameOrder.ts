import { directoryOf, dropInDirectories } from '../../../parse/dropInOrder.ts';
import { baseName } from '../../../model/pathText.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { contentRange } from '../../../rules/textEdit.ts';

/**
 * File names are sorted byte by byte: `100-` comes before `99-`, and uppercase before lowercase.
 * Source: sysctl.d(5); both tools tested.
 */
export const fileNameOrder: SysctlConfRule = {
  id: 'file-name-order',
  about: 'File names are sorted byte by byte, so 100- comes before 99- and uppercase before lowercase.',
  section: 'sysctl-file-names',
  severity: 'hint',
  check: ({ document, path }) => {
    if (path === undefined || !dropInDirectories.includes(directoryOf(path))) return [];
    const name = baseName(path);
    const digits = /^\d*/.exec(name)?.[0].length ?? 0;
    const why =
      digits > 2 || digits === 1
        ? 'names are sorted character by character, so 100- comes before 99-; use two digits'
        : /[A-Z]/.test(name)
          ? 'uppercase letters sort before lowercase; use lowercase'
          : undefined;
    return why === undefined
      ? []
      : [
          {
            range: contentRange(document, 0),
            message: `${name} may be read in an unexpected order: ${why}.`,
          },
        ];
  },
};
