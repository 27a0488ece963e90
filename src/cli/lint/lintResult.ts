import type { SysctlDiagnostic } from '../../core/language/sysctlDiagnostic.ts';

export interface LintedFile {
  /** As given on the command line, or as found in a given directory. */
  readonly file: string;
  readonly diagnostics: readonly SysctlDiagnostic[];
}

export interface LintResult {
  readonly files: readonly LintedFile[];
  /** Files that were named and are in no format that is known. */
  readonly notChecked: readonly { readonly file: string; readonly message: string }[];
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
}
