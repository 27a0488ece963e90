import { formatRules } from '../../core/formats/formats.ts';
import { parameterRules } from '../../core/rules/parameterRules.ts';
import { sarifLog } from '../sarif/sarifLog.ts';
import type { ReadChapter } from '../sarif/sarifRule.ts';
import type { LintResult } from './lintResult.ts';

/** The findings as code hosts read them. */
export function sarif({ files, notChecked, unreadable }: LintResult, chapter: ReadChapter): object {
  const results = files.flatMap(({ file, diagnostics }) =>
    diagnostics.map((diagnostic) => ({ file, ...diagnostic })),
  );
  return sarifLog(
    [...formatRules, ...parameterRules],
    results,
    { failures: unreadable, notes: notChecked },
    chapter,
  );
}
