import type { SysctlDiagnostic } from '../../core/language/sysctlDiagnostic.ts';
import type { LintResult } from './lintResult.ts';

export const lintSchema = 'socket-diagnostics/lint';
export const lintVersion = 1;

/** The findings as data. Lines and columns count from 1, in UTF-16 code units; `endColumn` is the column after the last character. */
export interface LintJson {
  readonly schema: typeof lintSchema;
  readonly version: typeof lintVersion;
  readonly files: readonly string[];
  readonly findings: readonly LintJsonFinding[];
  /** Files that were named and are in no format that is known. */
  readonly notChecked: LintResult['notChecked'];
  readonly unreadable: LintResult['unreadable'];
}

export interface LintJsonFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: SysctlDiagnostic['severity'];
  readonly message: string;
  readonly section: string;
}

export function lintJson({ files, notChecked, unreadable }: LintResult): LintJson {
  return {
    schema: lintSchema,
    version: lintVersion,
    files: files.map(({ file }) => file),
    findings: files.flatMap(({ file, diagnostics }) =>
      diagnostics.map(({ range, rule, severity, message, section }) => ({
        file,
        line: range.start.line + 1,
        column: range.start.column + 1,
        endLine: range.end.line + 1,
        endColumn: range.end.column + 1,
        rule,
        severity,
        message,
        section,
      })),
    ),
    notChecked,
    unreadable,
  };
}
