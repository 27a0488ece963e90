import assert from 'node:assert/strict';
import { formatOf } from '../../src/core/formats/formats.ts';
import { applyEdits } from '../../src/core/language/applyEdits.ts';
import type { DiagnosisContext, SysctlDiagnostic } from '../../src/core/language/sysctlDiagnostic.ts';
import { service } from './sysctlService.ts';

/** What all rules say of a text in the format of its path. */
export function judge(
  path: string,
  text: string,
  context: DiagnosisContext = {},
): readonly SysctlDiagnostic[] {
  const document = formatOf(text, path)?.read(text, path);
  assert.ok(document, path);
  return service.diagnose(document, context);
}

/** `rule@line` with the severity's first letter. */
export function found(path: string, text: string, context?: DiagnosisContext): readonly string[] {
  return judge(path, text, context).map(
    ({ rule, range, severity }) => `${severity[0] ?? ''}:${rule}@${range.start.line + 1}`,
  );
}

/** The text after the first fix of a rule. */
export function fixed(path: string, text: string, rule: string): string {
  const [fix] = judge(path, text).flatMap((one) => (one.rule === rule ? one.fixes : []));
  assert.ok(fix, `${rule} has a fix`);
  return applyEdits(text, fix.edits);
}
