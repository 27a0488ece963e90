import type { ValueProblem } from '../parse/sysctlValue.ts';
import type { AssignmentContext, DocumentProblem, FormatRule, RuleHead } from './formatRule.ts';

type ProblemOf<Kind> = Extract<ValueProblem, { readonly kind: Kind }>;

/** One kind of value problem: `describe` words the message and offers fixes. */
export interface ValueRuleMaking<
  Kind extends ValueProblem['kind'],
  Context extends AssignmentContext,
> extends RuleHead {
  readonly kind: Kind;
  readonly describe: (
    problem: ProblemOf<Kind>,
    judged: Context['assignments'][number],
    context: Context,
  ) => Omit<DocumentProblem, 'range'> & Partial<Pick<DocumentProblem, 'range'>>;
}

/** Makes rules for documents that pass this context to their rules. */
export function valueRuleIn<Context extends AssignmentContext>() {
  return <Kind extends ValueProblem['kind']>(rule: ValueRuleMaking<Kind, Context>): FormatRule<Context> => {
    const { id, about, section, severity, kind, describe } = rule;
    return {
      id,
      about,
      section,
      severity,
      check: (context) =>
        context.assignments
          .filter(({ valueProblems }) => valueProblems.length > 0)
          .flatMap((judged) =>
            judged.valueProblems
              .filter((problem): problem is ProblemOf<Kind> => problem.kind === kind)
              .map((problem) => {
                const { assignment } = judged;
                const { commentLine } = assignment;
                return {
                  range: assignment.partRange(problem),
                  ...(commentLine !== undefined && { commentLine }),
                  ...describe(problem, judged, context),
                };
              }),
          ),
    };
  };
}

/** Makes a rule for every format. */
export const valueRule = valueRuleIn<AssignmentContext>();
