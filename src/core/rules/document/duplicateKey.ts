import type { DocumentRule } from '../documentRule.ts';
import type { JudgedAssignment } from '../judgedAssignment.ts';
import { rangeOf, removeLine } from '../textEdit.ts';

/**
 * The last assignment of a key wins, regardless of how the key is written: with `.` or `/`, with or without `-`.
 * Source: sysctl.d(5); both tools tested.
 */
export const duplicateKey: DocumentRule = {
  id: 'duplicate-key',
  section: 'sysctl-order',
  severity: 'warning',
  check: ({ document, assignments }) =>
    repeated(assignments).map(([before, { line }]) => ({
      range: rangeOf(line.index, line.key),
      severity: before.line.value.text === line.value.text ? ('hint' as const) : ('warning' as const),
      message:
        before.line.value.text === line.value.text
          ? `Line ${before.line.index + 1} already sets this value.`
          : `Line ${before.line.index + 1} sets this key to ${before.line.value.text || 'an empty value'}; the last line wins.`,
      related: [{ range: rangeOf(before.line.index, before.line.key), message: 'Previously set here.' }],
      fixes: [
        {
          title: `Remove line ${before.line.index + 1}, which has no effect`,
          safe: true,
          edits: [removeLine(document, before.line.index)],
        },
      ],
    })),
};

type Pair = readonly [before: JudgedAssignment, again: JudgedAssignment];

/** Two rules query the same lines. */
const pairsOf = new WeakMap<readonly JudgedAssignment[], readonly Pair[]>();

/** Every assignment whose key was assigned earlier, with the previous assignment. */
export function repeated(assignments: readonly JudgedAssignment[]): readonly Pair[] {
  const pairs = pairsOf.get(assignments) ?? findRepeated(assignments);
  pairsOf.set(assignments, pairs);
  return pairs;
}

function findRepeated(assignments: readonly JudgedAssignment[]): readonly Pair[] {
  const last = new Map<string, JudgedAssignment>();
  const pairs: Pair[] = [];
  for (const assignment of assignments) {
    if (assignment.isTemplate) continue;
    const before = last.get(assignment.key.path);
    if (before !== undefined) pairs.push([before, assignment]);
    last.set(assignment.key.path, assignment);
  }
  return pairs;
}
