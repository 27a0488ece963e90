import { FileText } from '../formats/fileText.ts';
import type { TextEdit, TextPosition } from '../model/textRange.ts';

/** The text with edits applied. Edits that touch an earlier edit in the list are skipped. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const file = new FileText(text);
  const placed = withoutOverlaps(edits)
    .map(({ range, newText }, order) => ({
      from: file.offset(range.start),
      to: file.offset(range.end),
      newText,
      order,
    }))
    .sort((a, b) => a.from - b.from || a.order - b.order);
  let result = '';
  let at = 0;
  for (const { from, to, newText } of placed) {
    result += text.slice(at, from) + newText;
    at = to;
  }
  return result + text.slice(at);
}

/** The edits in a list that do not overlap an earlier one; two insertions at the same position do not overlap. */
export function withoutOverlaps(edits: readonly TextEdit[]): readonly TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edit of edits) if (!kept.some((other) => overlap(edit, other))) kept.push(edit);
  return kept;
}

export function overlap(a: TextEdit, b: TextEdit): boolean {
  return isBefore(a.range.start, b.range.end) && isBefore(b.range.start, a.range.end);
}

function isBefore(a: TextPosition, b: TextPosition): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
