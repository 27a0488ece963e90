import type { ParameterChange, ParameterFix } from '../model/finding.ts';
import type { SysctlDocument } from '../parse/sysctlLine.ts';
import type { DocumentFix } from '../rules/documentRule.ts';
import type { JudgedAssignment } from '../rules/judgedAssignment.ts';
import { appendToLine, rangeOf, removeLine, replaceSpan, type TextEdit } from '../rules/textEdit.ts';

/** What a fix may change, and what it cannot. */
interface FixPlace {
  readonly document: SysctlDocument;
  readonly subject: JudgedAssignment;
  /** The last one of a key in the document. */
  readonly assignmentOf: (key: string) => JudgedAssignment | undefined;
  /** Another file has the last word about the key. */
  readonly isSetLater: (key: string) => boolean;
}

/** Puts a fix in terms of parameters into edits of the document; undefined where a change lies in another file. */
export function parameterFixEdits(fix: ParameterFix, place: FixPlace): DocumentFix | undefined {
  const edits: TextEdit[] = [];
  for (const change of fix.changes) {
    const edit = changeEdit(change, place);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  const removesSubject = fix.changes.some(
    ({ kind, key }) => kind === 'remove' && key === place.subject.key.dotted,
  );
  return { ...(removesSubject && { kind: 'remove-line' }), title: fix.title, safe: fix.safe, edits };
}

function changeEdit(
  change: ParameterChange,
  { document, subject, assignmentOf, isSetLater }: FixPlace,
): TextEdit | undefined {
  const target = change.key === subject.key.dotted ? subject : assignmentOf(change.key);
  switch (change.kind) {
    case 'remove':
      return target && removeLine(document, target.line.index);
    case 'rename':
      return target && replaceSpan(target.line.index, target.line.key, change.to);
    case 'set': {
      if (target !== undefined) return { range: meantValueRange(target), newText: change.value };
      if (isSetLater(change.key)) return undefined;
      const { line } = subject;
      const separator = line.text.slice(line.key.end, line.value.start);
      const indent = line.text.slice(0, line.dash?.start ?? line.key.start);
      return appendToLine(document, line.index, `${indent}${change.key}${separator || ' = '}${change.value}`);
    }
  }
}

/** The value without a comment that follows it. */
function meantValueRange({ line, valueProblems }: JudgedAssignment): TextEdit['range'] {
  const comment = valueProblems.find((problem) => problem.kind === 'inlineComment');
  const end = comment === undefined ? line.value.end : line.text.slice(0, comment.start).trimEnd().length;
  return rangeOf(line.index, { start: line.value.start, end: Math.max(end, line.value.start) });
}
