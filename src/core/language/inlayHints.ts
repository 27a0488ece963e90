import { meantIntegers } from '../parse/sysctlValue.ts';
import type { FormatDocument } from '../formats/fileFormat.ts';
import { judgeAssignments } from '../formats/judgedAssignment.ts';
import type { TextPosition, TextRange } from '../model/textRange.ts';
import type { DiagnosisContext } from './sysctlDiagnostic.ts';

export interface InlayHint {
  readonly position: TextPosition;
  readonly label: string;
  readonly tooltip: string;
}

const longestLabel = 40;

/** The value on this host, if it differs from the one in the line. */
export function inlayHints(
  document: FormatDocument,
  range: TextRange,
  { running }: DiagnosisContext,
): readonly InlayHint[] {
  if (running === undefined) return [];
  return judgeAssignments(document.assignments).flatMap(({ assignment, key, shape, isTemplate }) => {
    const now = running.get(key.dotted)?.value.trim().replace(/\s+/g, ' ');
    if (now === undefined || isTemplate || assignment.scope !== 'host') return [];
    const { text, range: place } = assignment.value;
    const { line } = place.end;
    if (line < range.start.line || line > range.end.line) return [];
    const count = shape.kind === 'integers' ? shape.count : 0;
    const meant = count === 0 ? undefined : meantIntegers(text, count)?.join(' ');
    if (now === (meant ?? text.replace(/\s+/g, ' '))) return [];
    const label = now.length > longestLabel ? `${now.slice(0, longestLabel)}…` : now;
    return [
      {
        position: { line, column: (document.lines[line]?.text ?? '').trimEnd().length },
        label: `now: ${label || '(empty)'}`,
        tooltip: `${key.dotted} is ${now || 'empty'} on this host.`,
      },
    ];
  });
}
