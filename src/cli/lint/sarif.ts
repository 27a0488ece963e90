import { formatRules } from '../../core/formats/formats.ts';
import { parameterRules } from '../../core/rules/parameterRules.ts';
import { sarifLog } from '../sarifLog.ts';
import { lintJson } from './lintJson.ts';
import type { LintResult } from './lintResult.ts';

/** The findings as code hosts read them. */
export function sarif(result: LintResult): object {
  const { findings, unreadable } = lintJson(result);
  return sarifLog([...formatRules, ...parameterRules], findings, unreadable);
}
