import type { AssignmentRule, DocumentProblem } from '../formatRule.ts';
import { removeFixOf } from '../formatRule.ts';
import type { Assignment } from '../assignment.ts';

/**
 * One unit sets a parameter twice, in whatever forms. `sysctl -w` and the same value in a file are the usual pair, one for now
 * and one for boot, and no duplicate.
 * Source: the precedence of each format, in the guide.
 */
export const duplicateAcrossForms: AssignmentRule = {
  id: 'duplicate-across-forms',
  section: 'where-formats',
  severity: 'warning',
  check: ({ assignments }) => {
    const earlier = new Map<string, Assignment>();
    return assignments.flatMap(({ assignment, key, isTemplate }): readonly DocumentProblem[] => {
      const { unit, scope, when, route, value, writtenKey, commentLine } = assignment;
      // Lines of a sysctl file have a rule of their own; a script may set a value again on purpose.
      const isList =
        route?.kind === 'pod' || route?.kind === 'container' || (scope === 'node' && when === 'boot');
      if (isTemplate || !isList) return [];
      const name = `${unit} ${key.path}`;
      const before = earlier.get(name);
      earlier.set(name, assignment);
      if (before === undefined) return [];
      const isSame = before.value.text === value.text;
      return [
        {
          range: writtenKey.range,
          severity: isSame && route?.kind !== 'pod' ? 'hint' : 'warning',
          message:
            route?.kind === 'pod'
              ? `Kubernetes rejects a pod that sets ${key.dotted} twice.`
              : `Line ${before.writtenKey.range.start.line + 1} sets ${key.dotted} ${isSame ? 'to the same value' : `to ${before.value.text || 'an empty value'}`}.`,
          related: [{ range: before.writtenKey.range, message: 'Previously set here.' }],
          fixes: removeFixOf('Remove the earlier one', false, before.remove()),
          ...(commentLine !== undefined && { commentLine }),
        },
      ];
    });
  },
};
