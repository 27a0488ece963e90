/** The name that differs least from a mistyped one, by at most `limit` edits; undefined where none comes near. */
export function nearestName(written: string, names: readonly string[], limit: number): string | undefined {
  let best: string | undefined;
  let within = limit;
  for (const name of names) {
    const edits = editsBetween(written, name, within);
    if (edits === undefined || (best !== undefined && edits >= within)) continue;
    best = name;
    within = edits;
    if (edits === 0) break;
  }
  return best;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that make `b` of `a` (optimal string alignment); undefined
 * where there are more than `limit`.
 */
function editsBetween(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let twoBack: number[] = [];
  let back = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min((back[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (back[j - 1] ?? 0) + (same ? 0 : 1));
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) edits = Math.min(edits, (twoBack[j - 2] ?? 0) + 1);
      row.push(edits);
      least = Math.min(least, edits);
    }
    if (least > limit) return undefined;
    twoBack = back;
    back = row;
  }
  const edits = back[b.length] ?? 0;
  return edits <= limit ? edits : undefined;
}
