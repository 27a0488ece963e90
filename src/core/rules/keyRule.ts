import type { DocumentRule } from './documentRule.ts';
import type { KeyProblem } from './keyProblem.ts';
import { rangeOf, replaceSpan } from './textEdit.ts';

/** Makes a rule from one or more kinds of key problems, all of which are fixed by writing the intended key. */
export function keyRule(
  rule: Omit<DocumentRule, 'check'> & {
    readonly kinds: readonly KeyProblem['kind'][];
    readonly message: (problem: KeyProblem, written: string) => string;
  },
): DocumentRule {
  const { id, section, severity, kinds, message } = rule;
  return {
    id,
    section,
    severity,
    check: ({ assignments }) =>
      assignments.flatMap(({ line, keyProblem: problem }) =>
        problem === undefined || !kinds.includes(problem.kind)
          ? []
          : [
              {
                range: rangeOf(line.index, line.key),
                message: message(problem, line.key.text),
                fixes: [
                  {
                    title: `Write ${problem.meant}`,
                    safe: true,
                    edits: [replaceSpan(line.index, line.key, problem.meant)],
                  },
                ],
              },
            ],
      ),
  };
}
