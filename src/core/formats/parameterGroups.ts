import type { InventoryEntry, ParameterGroup } from '../model/inventoryEntry.ts';

/** Assignments by key, in alphabetical order; those first whose values differ. */
export function parameterGroups(assignments: readonly InventoryEntry[]): readonly ParameterGroup[] {
  const byKey = new Map<string, InventoryEntry[]>();
  for (const assignment of assignments) {
    const own = byKey.get(assignment.key) ?? [];
    byKey.set(assignment.key, own);
    own.push(assignment);
  }
  return [...byKey]
    .map(([key, own]) => ({ key, hasDifferentValues: differ(own), assignments: own }))
    .sort(
      (a, b) =>
        Number(b.hasDifferentValues) - Number(a.hasDifferentValues) ||
        (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
    );
}

function differ(assignments: readonly InventoryEntry[]): boolean {
  const values = new Map<string, string>();
  return assignments.some(({ scope, value }) => {
    // Blanks between numbers are the kernel's to skip.
    const known = value.trim().split(/\s+/).join(' ');
    if (known === '?') return false;
    const earlier = values.get(scope);
    values.set(scope, earlier ?? known);
    return earlier !== undefined && earlier !== known;
  });
}
