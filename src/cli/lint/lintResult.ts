import type { SysctlDiagnostic } from '../../core/language/sysctlDiagnostic.ts';

export interface LintedFile {
  /** As it was named on the command line, or found below a directory that was. */
  readonly file: string;
  readonly diagnostics: readonly SysctlDiagnostic[];
}

export interface LintResult {
  readonly files: readonly LintedFile[];
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
}
