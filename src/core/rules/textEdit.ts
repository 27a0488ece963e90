import type { TextEdit, TextRange } from '../model/textRange.ts';
import type { Span, SysctlDocument } from '../parse/sysctlLine.ts';

export function rangeOf(line: number, { start, end }: Span): TextRange {
  return { start: { line, column: start }, end: { line, column: end } };
}

/** The line from its first to its last non-blank character. */
export function contentRange(document: SysctlDocument, line: number): TextRange {
  const text = document.lines[line]?.text ?? '';
  const start = text.length - text.trimStart().length;
  return rangeOf(line, { start, end: Math.max(start, text.trimEnd().length) });
}

export function replaceSpan(line: number, span: Span, newText: string): TextEdit {
  return { range: rangeOf(line, span), newText };
}

/** Removes a line with its line ending; for a last line without one, the preceding line ending. */
export function removeLine(document: SysctlDocument, line: number): TextEdit {
  const { text = '', ending = '' } = document.lines[line] ?? {};
  const before = document.lines[line - 1];
  if (ending !== '')
    return { range: { start: { line, column: 0 }, end: { line: line + 1, column: 0 } }, newText: '' };
  const start = before === undefined ? { line, column: 0 } : { line: line - 1, column: before.text.length };
  return { range: { start, end: { line, column: text.length } }, newText: '' };
}

export function insertLine(document: SysctlDocument, before: number, text: string): TextEdit {
  const start = { line: before, column: 0 };
  return { range: { start, end: start }, newText: text + lineEnding(document) };
}

export function appendToLine(document: SysctlDocument, line: number, text: string): TextEdit {
  const end = { line, column: document.lines[line]?.text.length ?? 0 };
  return { range: { start: end, end }, newText: lineEnding(document) + text };
}

export function commentOut(document: SysctlDocument, line: number): TextEdit {
  const { start } = contentRange(document, line);
  return { range: { start, end: start }, newText: '# ' };
}

/** The line ending of the document's first line. */
function lineEnding(document: SysctlDocument): string {
  return document.lines[0]?.ending === '\r\n' ? '\r\n' : '\n';
}
