import type { DocumentFix } from '../formats/formatRule.ts';
import type { JudgedAssignment } from '../formats/judgedAssignment.ts';
import type { ParameterChange, ParameterFix } from '../model/finding.ts';
import { isPlainFix } from '../model/plainFix.ts';
import type { TextEdit } from '../model/textRange.ts';

/** The assignments that a fix may change, and those it cannot. */
interface FixPlace {
  readonly subject: JudgedAssignment;
  /** The last one of a key in the document. */
  readonly assignmentOf: (key: string) => JudgedAssignment | undefined;
  /** Whether another file takes precedence for the key. */
  readonly isSetLater: (key: string) => boolean;
}

/** Converts a fix in terms of parameters to edits of the document; undefined if a change belongs elsewhere or is not possible. */
export function parameterFixEdits(fix: ParameterFix, place: FixPlace): DocumentFix | undefined {
  if (!isPlainFix(fix)) return undefined;
  const edits: TextEdit[] = [];
  for (const change of fix.changes) {
    const made = changeEdits(change, place);
    if (made === undefined) return undefined;
    edits.push(...made);
  }
  const removesSubject = fix.changes.some(
    ({ kind, key }) => kind === 'remove' && key === place.subject.key.dotted,
  );
  return { ...(removesSubject && { kind: 'remove-line' }), title: fix.title, safe: fix.safe, edits };
}

function changeEdits(
  change: ParameterChange,
  { subject, assignmentOf, isSetLater }: FixPlace,
): readonly TextEdit[] | undefined {
  const target = change.key === subject.key.dotted ? subject : assignmentOf(change.key);
  switch (change.kind) {
    case 'remove':
      return target?.assignment.remove();
    case 'rename':
      return target?.assignment.rename(change.to);
    case 'set':
      if (target !== undefined) return target.assignment.setValue(change.value);
      return isSetLater(change.key) ? undefined : subject.assignment.addAfter(change.key, change.value);
  }
}
