import type { TextEdit, TextRange } from '../model/textRange.ts';
import type { AssignmentList, AssignmentRemarks, PlacedText } from './assignment.ts';
import type { DocumentProblem } from './formatRule.ts';

/** What was found in a piece of a text, as it stands `lines` further down in the whole. */
export function shiftedRange(range: TextRange, lines: number): TextRange {
  const { start, end } = range;
  return {
    start: { line: start.line + lines, column: start.column },
    end: { line: end.line + lines, column: end.column },
  };
}

export function shiftedText<Of extends PlacedText>(placed: Of, lines: number): Of {
  return { ...placed, range: shiftedRange(placed.range, lines) };
}

export function shiftedEdits(edits: readonly TextEdit[], lines: number): readonly TextEdit[] {
  return edits.map((edit) => ({ ...edit, range: shiftedRange(edit.range, lines) }));
}

/** `lists`: how many began before the piece. */
export function shiftedRemarks(remarks: AssignmentRemarks, lines: number, lists: number): AssignmentRemarks {
  const { descriptor, blankPair, unquotedKey, list } = remarks;
  return {
    ...remarks,
    ...(descriptor && {
      descriptor: { ...shiftedText(descriptor, lines), edits: shiftedEdits(descriptor.edits, lines) },
    }),
    ...(blankPair && {
      blankPair: {
        range: shiftedRange(blankPair.range, lines),
        edits: shiftedEdits(blankPair.edits, lines),
      },
    }),
    ...(unquotedKey && { unquotedKey: shiftedEdits(unquotedKey, lines) }),
    ...(list && { list: shiftedList(list, lines, lists) }),
  };
}

function shiftedList(list: AssignmentList, lines: number, lists: number): AssignmentList {
  const { number, turn } = list;
  return {
    ...list,
    ...(number !== undefined && { number: number + lists }),
    ...(turn?.line !== undefined && { turn: { ...turn, line: turn.line + lines } }),
  };
}

/** A problem whose places are in its document, except those that name another file. */
export function shiftedProblem<Of extends DocumentProblem>(problem: Of, lines: number): Of {
  const { range, related, fixes, commentLine } = problem;
  return {
    ...problem,
    range: shiftedRange(range, lines),
    ...(related && {
      related: related.map((one) =>
        one.path === undefined ? { ...one, range: shiftedRange(one.range, lines) } : one,
      ),
    }),
    ...(fixes && {
      fixes: fixes.map((fix) =>
        fix.file === undefined ? { ...fix, edits: shiftedEdits(fix.edits, lines) } : fix,
      ),
    }),
    ...(commentLine !== undefined && { commentLine: commentLine + lines }),
  };
}
