import type { AssignmentLine } from '../../../parse/sysctlLine.ts';
import type { JudgedLine, SysctlConfRule } from '../sysctlConfRule.ts';
import { rangeOf, removeLine } from '../../../rules/textEdit.ts';

/**
 * The last assignment of a key wins, regardless of how the key is written: with `.` or `/`, with or without `-`.
 * Source: sysctl.d(5); both tools tested.
 */
export const duplicateKey: SysctlConfRule = {
  id: 'duplicate-key',
  about: 'The file sets the key more than once, and the last line wins.',
  section: 'sysctl-order',
  severity: 'warning',
  check: ({ document, assignments }) =>
    repeated(assignments).map(([before, line]) => ({
      range: rangeOf(line.index, line.key),
      severity: before.value.text === line.value.text ? ('hint' as const) : ('warning' as const),
      message:
        before.value.text === line.value.text
          ? `Line ${before.index + 1} already sets this value.`
          : `Line ${before.index + 1} sets this key to ${before.value.text || 'an empty value'}; the last line wins.`,
      related: [{ range: rangeOf(before.index, before.key), message: 'Previously set here.' }],
      fixes: [
        {
          title: `Remove line ${before.index + 1}, which has no effect`,
          safe: true,
          edits: [removeLine(document, before.index)],
        },
      ],
    })),
};

type Pair = readonly [before: AssignmentLine, again: AssignmentLine];

/** Two rules query the same lines. */
const pairsOf = new WeakMap<readonly JudgedLine[], readonly Pair[]>();

/** Every assignment whose key was assigned earlier, with the previous assignment. */
export function repeated(assignments: readonly JudgedLine[]): readonly Pair[] {
  const pairs = pairsOf.get(assignments) ?? findRepeated(assignments);
  pairsOf.set(assignments, pairs);
  return pairs;
}

function findRepeated(assignments: readonly JudgedLine[]): readonly Pair[] {
  const last = new Map<string, AssignmentLine>();
  const pairs: Pair[] = [];
  for (const { assignment, key, isTemplate } of assignments) {
    if (isTemplate) continue;
    const before = last.get(key.path);
    if (before !== undefined) pairs.push([before, assignment.line]);
    last.set(key.path, assignment.line);
  }
  return pairs;
}
