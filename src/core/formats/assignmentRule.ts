import type { TextRange } from '../model/textRange.ts';
import type { Assignment } from './assignment.ts';
import type { AssignmentContext, AssignmentRule, DocumentProblem, RuleHead } from './formatRule.ts';
import type { JudgedAssignment } from './judgedAssignment.ts';

/** Makes a rule that looks at one assignment at a time; the key is underlined unless it says otherwise. */
export function assignmentRule(
  rule: RuleHead & {
    readonly judge: (
      assignment: Assignment,
      context: AssignmentContext,
      judged: JudgedAssignment,
    ) => (Omit<DocumentProblem, 'range'> & { readonly range?: TextRange }) | undefined;
  },
): AssignmentRule {
  const { id, about, section, severity, judge } = rule;
  return {
    id,
    about,
    section,
    severity,
    check: (context) =>
      context.assignments.flatMap((judged) => {
        const { assignment } = judged;
        const problem = judge(assignment, context, judged);
        if (problem === undefined) return [];
        const { commentLine } = assignment;
        return [
          {
            range: assignment.writtenKey.range,
            ...(commentLine !== undefined && { commentLine }),
            ...problem,
          },
        ];
      }),
  };
}
