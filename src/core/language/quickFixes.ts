import { disableComment, disabledRules, type DisabledRules } from '../formats/disableComments.ts';
import type { FormatDocument } from '../formats/fileFormat.ts';
import { inAllLines } from '../formats/ports/portFixes.ts';
import type { TextEdit, TextRange } from '../model/textRange.ts';
import type { SysctlDiagnostic } from './sysctlDiagnostic.ts';

export interface QuickFix {
  readonly title: string;
  readonly diagnostic: SysctlDiagnostic;
  /** At most one per diagnostic: its best fix, if that is safe. */
  readonly isPreferred: boolean;
  readonly edits: readonly TextEdit[];
  /** The file of the edits; absent for the document itself. */
  readonly file?: string;
  /** The file is to be created, and the edits are made for an empty one. */
  readonly isNewFile?: true;
}

/** The fixes of the diagnostics that a range touches, and the comments that disable their rules. */
export function quickFixes(
  document: FormatDocument,
  range: TextRange,
  diagnostics: readonly SysctlDiagnostic[],
): readonly QuickFix[] {
  let disabled: DisabledRules | undefined;
  const isDisabled = (rule: string, line: number): boolean => {
    disabled ??= disabledRules(document);
    return disabled.isDisabled(rule, line);
  };
  return diagnostics
    .filter((diagnostic) => touches(diagnostic.range, range))
    .flatMap((diagnostic) => [
      ...ownFixes(document, diagnostic, isDisabled),
      ...disabling(document, diagnostic),
    ]);
}

function ownFixes(
  document: FormatDocument,
  diagnostic: SysctlDiagnostic,
  isDisabled: DisabledRules['isDisabled'],
): readonly QuickFix[] {
  const fixes = diagnostic.fixes
    .flatMap((one) => inAllLines(one, document, (line) => isDisabled(diagnostic.rule, line)))
    .map((fix, at) => ({
      title: fix.title,
      diagnostic,
      isPreferred: at === 0 && fix.safe,
      edits: fix.edits,
      ...(fix.file !== undefined && { file: fix.file }),
      ...(fix.isNewFile && { isNewFile: fix.isNewFile }),
    }));
  const { line } = diagnostic.range.start;
  const edit = diagnostic.fixes.some(({ kind }) => kind === 'remove-line')
    ? document.commentOut(line)
    : undefined;
  if (edit === undefined) return fixes;
  return [...fixes, { title: 'Convert to a comment', diagnostic, isPreferred: false, edits: [edit] }];
}

function disabling(document: FormatDocument, diagnostic: SysctlDiagnostic): readonly QuickFix[] {
  const { rule, range, commentLine = range.start.line } = diagnostic;
  const fix = (title: string, edit: TextEdit | undefined): readonly QuickFix[] =>
    edit === undefined ? [] : [{ title, diagnostic, isPreferred: false, edits: [edit] }];
  return [
    ...fix(
      `Disable ${rule} for this line`,
      document.insertComment(commentLine, disableComment('line', rule)),
    ),
    ...fix(`Disable ${rule} for this file`, document.insertComment(0, disableComment('file', rule))),
  ];
}

function touches(a: TextRange, b: TextRange): boolean {
  const isAfter = (from: TextRange, to: TextRange): boolean =>
    from.start.line > to.end.line || (from.start.line === to.end.line && from.start.column > to.end.column);
  return !isAfter(a, b) && !isAfter(b, a);
}
