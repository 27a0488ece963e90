/** Finds the name in a list that is closest to a mistyped one, within `limit` edits. */
export class NearestName {
  /** Shortest first, so that the names of about the same length are side by side; otherwise in the order of the list. */
  readonly #names: readonly string[];
  /** Where each name stands in the list: of two that are equally close, the first one is meant. */
  readonly #order: Int32Array;
  readonly #characters: Int32Array;
  /** The place of the first name of at least each length. */
  readonly #firstOfLength: Int32Array;

  constructor(names: readonly string[]) {
    const sorted = [...names.entries()].sort(([, a], [, b]) => a.length - b.length);
    this.#names = sorted.map(([, name]) => name);
    this.#order = Int32Array.from(sorted, ([at]) => at);
    this.#characters = Int32Array.from(this.#names, charactersOf);
    const longest = this.#names.at(-1)?.length ?? 0;
    this.#firstOfLength = Int32Array.from({ length: longest + 2 }, (_, length) => {
      const first = this.#names.findIndex((name) => name.length >= length);
      return first < 0 ? this.#names.length : first;
    });
  }

  /** Undefined if no name is close enough. */
  find(written: string, limit: number): string | undefined {
    const characters = charactersOf(written);
    const length = written.length;
    let best = -1;
    let within = limit;
    const end = this.#first(length + limit + 1);
    for (let at = this.#first(length - limit); at < end; at++) {
      // One edit adds at most one character that the other name lacks.
      const own = this.#characters[at] ?? 0;
      if (bitsOf(own & ~characters) > within || bitsOf(characters & ~own) > within) continue;
      const edits = editsBetween(written, this.#names[at] ?? '', within);
      if (edits === undefined) continue;
      const isCloser = best < 0 || edits < within;
      if (!isCloser && (this.#order[at] ?? 0) > (this.#order[best] ?? 0)) continue;
      best = at;
      within = edits;
    }
    return this.#names[best];
  }

  #first(length: number): number {
    return this.#firstOfLength[Math.max(0, length)] ?? this.#names.length;
  }
}

/** One bit per letter; other characters share bits by remainder. */
function charactersOf(text: string): number {
  let set = 0;
  for (let at = 0; at < text.length; at++) set |= 1 << (text.charCodeAt(at) & 31);
  return set;
}

/** Counts all bits at once: Hacker's Delight, 5-1. */
function bitsOf(set: number): number {
  const pairs = set - ((set >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Three rows of the table of edits, used again for each pair of names. */
let rows = [new Int32Array(256), new Int32Array(256), new Int32Array(256)] as const;

/**
 * The number of insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string
 * alignment); undefined if more than `limit`. Only looks at alignments that `limit` edits can reach.
 */
function editsBetween(written: string, name: string, limit: number): number | undefined {
  if (Math.abs(written.length - name.length) > limit) return undefined;
  // What both begin and end with takes no edits.
  let start = 0;
  let cut = 0;
  const shorter = Math.min(written.length, name.length);
  while (start < shorter && written.charCodeAt(start) === name.charCodeAt(start)) start++;
  while (start + cut < shorter && written.at(-1 - cut) === name.at(-1 - cut)) cut++;
  const a = written.slice(start, written.length - cut);
  const b = name.slice(start, name.length - cut);
  if (rows[0].length <= b.length + 1) {
    const size = 2 * (b.length + 1);
    rows = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  }
  const beyond = limit + 1;
  let [twoBack, back, row]: [Int32Array, Int32Array, Int32Array] = [...rows];
  for (let j = 0; j <= b.length; j++) back[j] = Math.min(j, beyond);
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    row[from - 1] = from === 1 ? Math.min(i, beyond) : beyond;
    let least = row[from - 1] ?? 0;
    for (let j = from; j <= to; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      // The cell to the right of the last row's part was not computed.
      const above = j === i + limit ? beyond : (back[j] ?? 0);
      let edits = Math.min(above + 1, (row[j - 1] ?? 0) + 1, (back[j - 1] ?? 0) + (same ? 0 : 1));
      const isSwap =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (isSwap) edits = Math.min(edits, (twoBack[j - 2] ?? 0) + 1);
      row[j] = edits;
      least = Math.min(least, edits);
    }
    if (least > limit) return undefined;
    [twoBack, back, row] = [back, row, twoBack];
  }
  const edits = back[b.length] ?? beyond;
  return edits <= limit ? edits : undefined;
}
