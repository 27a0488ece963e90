import type { ValueProblem } from '../parse/sysctlValue.ts';
import type { DocumentContext, DocumentProblem, DocumentRule } from './documentRule.ts';
import type { JudgedAssignment } from './judgedAssignment.ts';
import { rangeOf } from './textEdit.ts';

type ProblemOf<Kind> = Extract<ValueProblem, { readonly kind: Kind }>;

/** Makes a rule from one kind of value problem: `describe` words the message and offers fixes. */
export function valueRule<Kind extends ValueProblem['kind']>(
  rule: Omit<DocumentRule, 'check'> & {
    readonly kind: Kind;
    readonly describe: (
      problem: ProblemOf<Kind>,
      assignment: JudgedAssignment,
      context: DocumentContext,
    ) => Omit<DocumentProblem, 'range'>;
  },
): DocumentRule {
  const { id, section, severity, kind, describe } = rule;
  return {
    id,
    section,
    severity,
    check: (context) =>
      context.assignments
        .filter(({ valueProblems }) => valueProblems.length > 0)
        .flatMap((assignment) =>
          assignment.valueProblems
            .filter((problem): problem is ProblemOf<Kind> => problem.kind === kind)
            .map((problem) => ({
              range: rangeOf(assignment.line.index, problem),
              ...describe(problem, assignment, context),
            })),
        ),
  };
}
