import { withoutEndBlanks } from '../../parse/blanks.ts';
import type { AssignmentLine, SysctlDocument, SysctlLine } from '../../parse/sysctlLine.ts';
import type { FormatOptions } from '../fileFormat.ts';
import { hasPlaceholder } from '../../rules/placeholder.ts';
import type { TextEdit, TextRange } from '../../model/textRange.ts';
import { rangeOf } from '../../rules/textEdit.ts';

/**
 * One blank around `=`, none at the ends of lines, a line end at the end. Keys, values and comments keep their text, and
 * lines that a template engine will write are left alone. Every edit stays within one line.
 */
export function formatLines(
  document: SysctlDocument,
  options: FormatOptions,
  range?: TextRange,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const widths = options.alignEquals ? keyWidths(document) : undefined;
  for (const line of document.lines) {
    if (range !== undefined && (line.index < range.start.line || line.index > range.end.line)) continue;
    const start = document.byteOrderMark && line.index === 0 ? 1 : 0;
    const text = formatLine(line, start, widths?.get(line.index) ?? 0);
    // A mark that blanks stand before would become a byte order mark.
    if (text === line.text.slice(start) || (line.index === 0 && start === 0 && text.startsWith('\uFEFF')))
      continue;
    edits.push({ range: rangeOf(line.index, { start, end: line.text.length }), newText: text });
  }
  const last = document.lines.at(-1);
  const isWhole = range === undefined || range.end.line >= (last?.index ?? 0);
  if (last !== undefined && last.kind !== 'blank' && isWhole) {
    const ending = document.lines[0]?.ending === '\r\n' ? '\r\n' : '\n';
    edits.push({
      range: rangeOf(last.index, { start: last.text.length, end: last.text.length }),
      newText: ending,
    });
  }
  return edits;
}

function formatLine(line: SysctlLine, start: number, width: number): string {
  const trimmed = withoutEndBlanks(line.text.slice(start));
  if (line.kind !== 'assignment' || hasPlaceholder(line.text)) return trimmed;
  return withoutEndBlanks(`${written(line).padEnd(width)} = ${line.value.text}`);
}

function written({ dash, key }: AssignmentLine): string {
  return (dash === undefined ? '' : '-') + key.text;
}

/** By line, the length of the longest key of its paragraph. */
function keyWidths(document: SysctlDocument): ReadonlyMap<number, number> {
  const widths = new Map<number, number>();
  let paragraph: AssignmentLine[] = [];
  const close = (): void => {
    const width = Math.max(0, ...paragraph.map((line) => written(line).length));
    for (const line of paragraph) widths.set(line.index, width);
    paragraph = [];
  };
  for (const line of document.lines) {
    if (line.kind === 'blank') close();
    else if (line.kind === 'assignment' && !hasPlaceholder(line.text)) paragraph.push(line);
  }
  close();
  return widths;
}
