import type { KeyProblem } from '../rules/keyProblem.ts';
import { fixOf, type AssignmentRule, type RuleHead } from './formatRule.ts';

/** Makes a rule from one or more kinds of key problems, all of which are fixed by writing the intended key. */
export function keyRule(
  rule: RuleHead & {
    readonly kinds: readonly KeyProblem['kind'][];
    readonly message: (problem: KeyProblem, written: string) => string;
  },
): AssignmentRule {
  const { id, about, section, severity, kinds, message } = rule;
  return {
    id,
    about,
    section,
    severity,
    check: ({ assignments }) =>
      assignments.flatMap(({ assignment, keyProblem: problem }) => {
        if (problem === undefined || !kinds.includes(problem.kind)) return [];
        const { writtenKey, commentLine } = assignment;
        return [
          {
            range: writtenKey.range,
            message: message(problem, writtenKey.text),
            fixes: fixOf(`Write ${problem.meant}`, true, assignment.rename(problem.meant)),
            ...(commentLine !== undefined && { commentLine }),
          },
        ];
      }),
  };
}
