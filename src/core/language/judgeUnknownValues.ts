import type { JudgedAssignment } from '../formats/judgedAssignment.ts';
import type { Parameters } from '../model/parameters.ts';
import { isGlob } from '../parse/sysctlKey.ts';
import { keyThatNeverExisted } from '../rules/parameter/keyThatNeverExisted.ts';
import { readOnlyKey } from '../rules/parameter/readOnlyKey.ts';
import { removedKey } from '../rules/parameter/removedKey.ts';
import { twRecycleRemoved } from '../rules/parameter/twRecycleRemoved.ts';
import { unknownKey } from '../rules/parameter/unknownKey.ts';
import { hasPlaceholder } from '../rules/placeholder.ts';
import type { Rule, RuleInput } from '../rules/rule.ts';
import { parameterFixEdits } from './parameterFixEdits.ts';
import type { DiagnosisContext, SysctlDiagnostic } from './sysctlDiagnostic.ts';

/** Rules that ask for no value: they hold whatever a template will write. */
const keyRules: readonly Rule[] = [
  twRecycleRemoved,
  removedKey,
  keyThatNeverExisted,
  unknownKey,
  readOnlyKey,
];

/** What a template will write; the rules that ask for a value find none. */
const unknownValue = '';

/** What can be said of parameters whose values a template has yet to write: that their keys are wrong. */
export function judgeUnknownValues(
  assignments: readonly JudgedAssignment[],
  context: DiagnosisContext,
): readonly SysctlDiagnostic[] {
  return assignments
    .filter((it) => it.isTemplate && !it.assignment.isValueKnown && isWhole(it))
    .flatMap((it) => judgeKey(it, context));
}

/** Whether no part of the key is left to a template. */
function isWhole({ key, keyProblem, assignment }: JudgedAssignment): boolean {
  if (keyProblem !== undefined || isGlob(key.path)) return false;
  return !key.dotted.includes('?') && !hasPlaceholder(assignment.writtenKey.text);
}

/** Without a value nothing is certain enough for an error. */
function judgeKey(subject: JudgedAssignment, context: DiagnosisContext): readonly SysctlDiagnostic[] {
  const { assignment, key } = subject;
  const path = context.path ?? '';
  const line = assignment.writtenKey.range.start.line + 1;
  const parameters: Parameters = new Map([
    [key.dotted, { value: unknownValue, origin: { kind: 'file', path, line } }],
  ]);
  const input: RuleInput = { parameters, ...(context.kernel && { kernel: context.kernel }) };
  return keyRules.flatMap((rule) =>
    rule.evaluate(input).map((finding) => ({
      rule: finding.rule,
      severity: finding.severity === 'error' ? 'warning' : finding.severity,
      section: finding.section,
      range: assignment.writtenKey.range,
      ...(assignment.commentLine !== undefined && { commentLine: assignment.commentLine }),
      message: `${finding.title} ${finding.explanation}`,
      tags: (finding.tags ?? []).filter((tag) => tag !== 'rejected'),
      related: [],
      fixes: (finding.fixes ?? []).flatMap(
        (fix) =>
          parameterFixEdits(fix, { subject, assignmentOf: () => subject, isSetLater: () => false }) ?? [],
      ),
    })),
  );
}
