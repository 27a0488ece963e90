import { knownKeyNames, knownKeyPatterns } from '../../../knowledge/knownKeys.ts';
import { globMatcher } from '../../../parse/globMatch.ts';
import { isGlob, normalizeSysctlKey } from '../../../parse/sysctlKey.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf, removeLine } from '../../../rules/textEdit.ts';

const knownPaths = knownKeyNames.map((key) => normalizeSysctlKey(key).path);
/** An example from each family with one member per device of the host. */
const devicePaths = knownKeyPatterns.map((key) => normalizeSysctlKey(key.replace('*', 'eth0')).path);

/**
 * A glob does not affect a key that is assigned or excluded by name, in whichever order they appear. The rule is
 * silent if the glob also covers names that only the host knows, such as interfaces.
 * Source: src/sysctl/sysctl.c of systemd; both tools tested.
 */
export const globWithoutEffect: SysctlConfRule = {
  id: 'glob-without-effect',
  about:
    'Every key that the glob matches is also set or excluded by name, which takes precedence, so the glob has no effect.',
  section: 'sysctl-minus-and-globs',
  severity: 'hint',
  check: ({ document, assignments, isNamed }) => {
    const globs = assignments.filter(({ key, isTemplate }) => !isTemplate && isGlob(key.path));
    if (globs.length === 0) return [];
    return globs.flatMap(({ key, assignment: { line } }) => {
      const matches = globMatcher(key.path);
      if (devicePaths.some(matches)) return [];
      // Most globs cover a key that no line names, and one is enough.
      let coversAny = false;
      for (const path of knownPaths) {
        if (!matches(path)) continue;
        if (!isNamed(path)) return [];
        coversAny = true;
      }
      if (!coversAny) return [];
      return [
        {
          range: rangeOf(line.index, line.key),
          message:
            'Every key that this glob matches is also set or excluded by name in this file, which always takes precedence.',
          tags: ['unnecessary' as const],
          fixes: [
            {
              kind: 'remove-line',
              title: 'Remove the line',
              safe: false,
              edits: [removeLine(document, line.index)],
            },
          ],
        },
      ];
    });
  },
};
