import { isGlob } from '../../../parse/sysctlKey.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf } from '../../../rules/textEdit.ts';

/**
 * Globs were added in systemd 245 and procps 4.0; older tools treat them as a path.
 * Source: tags 244 and 245 of systemd; NEWS of procps 4.0.0.
 */
export const globNeedsNewerTools: SysctlConfRule = {
  id: 'glob-needs-newer-tools',
  about: 'Globs need systemd 245 or procps 4.0, and older tools take a glob for a path.',
  section: 'sysctl-minus-and-globs',
  severity: 'warning',
  check: ({ assignments, tools }) => {
    const old = [
      ...((tools?.systemd ?? Infinity) < 245 ? [`systemd ${tools?.systemd ?? ''}`] : []),
      ...((tools?.procps ?? Infinity) < 4 ? [`procps ${tools?.procps ?? ''}`] : []),
    ];
    if (old.length === 0) return [];
    return assignments
      .filter(({ key, isTemplate }) => !isTemplate && isGlob(key.path))
      .map(({ assignment: { line } }) => ({
        range: rangeOf(line.index, line.key),
        message: `${old.join(' and ')} would treat this glob as a path: globs need systemd 245 or procps 4.0.`,
      }));
  },
};
