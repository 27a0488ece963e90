import type { SysctlDocument } from '../parse/sysctlLine.ts';
import type { TextRange } from '../model/textRange.ts';
import { commentOut, insertLine, type TextEdit } from '../rules/textEdit.ts';
import { disableComment } from './disableComments.ts';
import type { SysctlDiagnostic } from './sysctlDiagnostic.ts';

export interface QuickFix {
  readonly title: string;
  readonly diagnostic: SysctlDiagnostic;
  /** At most one of a diagnostic: its best fix, when that is safe. */
  readonly isPreferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** The fixes of the diagnostics that a range touches, and the comments that switch their rules off. */
export function quickFixes(
  document: SysctlDocument,
  range: TextRange,
  diagnostics: readonly SysctlDiagnostic[],
): readonly QuickFix[] {
  return diagnostics
    .filter((diagnostic) => touches(diagnostic.range, range))
    .flatMap((diagnostic) => [...ownFixes(document, diagnostic), ...disabling(document, diagnostic)]);
}

function ownFixes(document: SysctlDocument, diagnostic: SysctlDiagnostic): readonly QuickFix[] {
  const fixes = diagnostic.fixes.map((fix, at) => ({
    title: fix.title,
    diagnostic,
    isPreferred: at === 0 && fix.safe,
    edits: fix.edits,
  }));
  const { line } = diagnostic.range.start;
  const canBeComment =
    document.lines[line]?.kind === 'assignment' &&
    diagnostic.fixes.some(({ kind }) => kind === 'remove-line');
  if (!canBeComment) return fixes;
  return [
    ...fixes,
    { title: 'Convert to a comment', diagnostic, isPreferred: false, edits: [commentOut(document, line)] },
  ];
}

function disabling(document: SysctlDocument, diagnostic: SysctlDiagnostic): readonly QuickFix[] {
  const { rule, range } = diagnostic;
  const fix = (title: string, edit: TextEdit): QuickFix => ({
    title,
    diagnostic,
    isPreferred: false,
    edits: [edit],
  });
  return [
    fix(
      `Disable ${rule} for this line`,
      insertLine(document, range.start.line, disableComment('line', rule)),
    ),
    fix(`Disable ${rule} for this file`, insertLine(document, 0, disableComment('file', rule))),
  ];
}

function touches(a: TextRange, b: TextRange): boolean {
  const isAfter = (from: TextRange, to: TextRange): boolean =>
    from.start.line > to.end.line || (from.start.line === to.end.line && from.start.column > to.end.column);
  return !isAfter(a, b) && !isAfter(b, a);
}
