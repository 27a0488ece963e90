import type { FormatDocument } from '../formats/fileFormat.ts';
import type { TextEdit } from '../model/textRange.ts';
import { applyEdits, overlap } from './applyEdits.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnosisContext } from './sysctlDiagnostic.ts';

/** One fix can enable another: two fixes that touch, or a comment moved away from an invalid value. */
const mostPasses = 10;

/** All safe fixes at once, as one edit of the whole text; undefined if there are none. */
export function fixAll(document: FormatDocument, context: DiagnosisContext): TextEdit | undefined {
  let current = document;
  for (let pass = 0; pass < mostPasses; pass++) {
    const edits = safeEdits(current, context);
    if (edits.length === 0) break;
    current = document.format.read(applyEdits(current.text, edits), context.path);
  }
  if (current.text === document.text) return undefined;
  const last = document.lines.length - 1;
  const end = { line: last, column: document.lines[last]?.text.length ?? 0 };
  return { range: { start: { line: 0, column: 0 }, end }, newText: current.text };
}

/** The preferred fixes that do not conflict; a fix is applied completely or not at all. */
function safeEdits(document: FormatDocument, context: DiagnosisContext): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  const lines = new Set<number>();
  for (const { fixes } of diagnose(document, context)) {
    const [fix] = fixes;
    if (fix?.safe !== true || fix.file !== undefined) continue;
    const touched = fix.edits.map(({ range }) => range.start.line);
    if (touched.some((line) => lines.has(line))) continue;
    if (fix.edits.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...fix.edits);
    for (const line of touched) lines.add(line);
  }
  return taken;
}
