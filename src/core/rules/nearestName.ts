/** A name with its set of characters, for a quick first comparison. */
interface Candidate {
  readonly name: string;
  readonly characters: number;
}

/** Finds the name in a list that is closest to a mistyped one, within `limit` edits. */
export class NearestName {
  readonly #candidates: readonly Candidate[];

  constructor(names: readonly string[]) {
    this.#candidates = names.map((name) => ({ name, characters: charactersOf(name) }));
  }

  /** Undefined if no name is close enough. */
  find(written: string, limit: number): string | undefined {
    const characters = charactersOf(written);
    let best: string | undefined;
    let within = limit;
    for (const candidate of this.#candidates) {
      const { name } = candidate;
      if (Math.abs(name.length - written.length) > within) continue;
      // One edit adds at most one character that the other name lacks.
      if (bitsOf(candidate.characters & ~characters) > within) continue;
      if (bitsOf(characters & ~candidate.characters) > within) continue;
      const edits = editsBetween(written, name, within);
      if (edits === undefined || (best !== undefined && edits >= within)) continue;
      best = name;
      within = edits;
      if (edits === 0) break;
    }
    return best;
  }
}

/** One bit per letter; other characters share bits by remainder. */
function charactersOf(text: string): number {
  let set = 0;
  for (let at = 0; at < text.length; at++) set |= 1 << (text.charCodeAt(at) & 31);
  return set;
}

function bitsOf(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * The number of insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string
 * alignment); undefined if more than `limit`.
 */
function editsBetween(a: string, b: string, limit: number): number | undefined {
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
