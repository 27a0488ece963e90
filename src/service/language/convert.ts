import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type Position,
  type Range,
  type TextEdit as LspTextEdit,
} from 'vscode-languageserver';
import type { SysctlDiagnostic } from '../../core/language/sysctlDiagnostic.ts';
import type { Severity } from '../../core/model/finding.ts';
import type { TextEdit, TextPosition, TextRange } from '../../core/model/textRange.ts';

/** Converts between the core's plain values and those of the protocol. */
export function toPosition({ line, column }: TextPosition): Position {
  return { line, character: column };
}

export function fromPosition({ line, character }: Position): TextPosition {
  return { line, column: character };
}

export function toRange({ start, end }: TextRange): Range {
  return { start: toPosition(start), end: toPosition(end) };
}

export function fromRange({ start, end }: Range): TextRange {
  return { start: fromPosition(start), end: fromPosition(end) };
}

export function toTextEdit({ range, newText }: TextEdit): LspTextEdit {
  return { range: toRange(range), newText };
}

const severityNumbers: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tagNumbers = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** `uriOf` returns the URI of another file under the same root. */
export function toDiagnostic(
  diagnostic: SysctlDiagnostic,
  guideLink: (section: string) => string,
  uriOf: (path: string | undefined) => string,
): Diagnostic {
  const { rule, section, tags, related } = diagnostic;
  return {
    range: toRange(diagnostic.range),
    severity: severityNumbers[diagnostic.severity],
    source: 'sysctl',
    code: rule,
    codeDescription: { href: guideLink(section) },
    message: diagnostic.message,
    ...(tags.length > 0 && { tags: tags.map((tag) => tagNumbers[tag]) }),
    ...(related.length > 0 && {
      relatedInformation: related.map(({ path, range, message }) => ({
        location: { uri: uriOf(path), range: toRange(range) },
        message,
      })),
    }),
  };
}
