import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import type { AssignmentLine, ExclusionLine, SysctlDocument } from '../../parse/sysctlLine.ts';
import { rangeOf } from '../../rules/textEdit.ts';
import type { OutlineItem } from '../fileFormat.ts';
import { isDirective } from '../disableComments.ts';

/** Parameters below the comment that heads their paragraph; those without one stand alone. */
export function outline(document: SysctlDocument): readonly OutlineItem[] {
  const found: OutlineItem[] = [];
  let heading: { readonly line: number; readonly text: string } | undefined;
  let members: OutlineItem[] = [];
  const close = (): void => {
    const last = members.at(-1);
    if (heading === undefined || last === undefined) found.push(...members);
    else {
      const head = rangeOf(heading.line, { start: 0, end: document.lines[heading.line]?.text.length ?? 0 });
      const range = { start: head.start, end: last.range.end };
      found.push({
        kind: 'section',
        name: heading.text,
        detail: '',
        range,
        nameRange: head,
        children: members,
      });
    }
    heading = undefined;
    members = [];
  };
  for (const line of document.lines) {
    if (line.kind === 'blank') close();
    else if (line.kind === 'comment') {
      if (members.length > 0) close();
      if (isDirective(line.comment.text)) continue;
      const text = headingText(line.comment.text);
      if (heading === undefined && text !== '') heading = { line: line.index, text };
    } else if (line.kind !== 'invalid') members.push(parameterSymbol(line));
  }
  close();
  return found;
}

/** Without the marks that begin a comment, and the lines that people draw around headings. */
function headingText(comment: string): string {
  const start = comment.search(/[^#;\s=*-]/);
  let end = start < 0 ? 0 : comment.length;
  while (end > start && /[#\s=*-]/.test(comment[end - 1] ?? '')) end--;
  return comment.slice(Math.max(0, start), end);
}

function parameterSymbol(line: AssignmentLine | ExclusionLine): OutlineItem {
  return {
    kind: line.kind === 'assignment' ? 'parameter' : 'exclusion',
    name: normalizeSysctlKey(line.key.text).dotted,
    detail: line.kind === 'assignment' ? line.value.text : 'excluded from globs',
    range: rangeOf(line.index, { start: 0, end: line.text.length }),
    nameRange: rangeOf(line.index, line.key),
    children: [],
  };
}
