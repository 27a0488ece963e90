/** Something that fills up. */
export interface Level {
  /** What it is, the same in every reading. */
  readonly key: string;
  /** How full it is, from 0. */
  readonly share: number;
}

export interface FullestOptions {
  /** At most so many are chosen. */
  readonly limit: number;
  /** From this share on, one is chosen… */
  readonly enters: number;
  /** …and until it falls below this one. */
  readonly leaves: number;
}

/** Who was chosen before counts as this much fuller. */
const loyalty = 1.25;

/** Chooses the fullest of many, reading after reading, and keeps the choice steady: each one is a series of a database. */
export class Fullest {
  readonly #options: FullestOptions;
  #chosen: ReadonlySet<string> = new Set();

  constructor(options: FullestOptions) {
    this.#options = options;
  }

  /** The chosen ones, fullest first, and how many entered that had no room. */
  choose<T extends Level>(levels: readonly T[]): { readonly chosen: readonly T[]; readonly leftOut: number } {
    const { limit, enters, leaves } = this.#options;
    const before = this.#chosen;
    const rank = ({ key, share }: Level): number => (before.has(key) ? share * loyalty : share);
    const wanted = levels.filter(({ key, share }) => share >= (before.has(key) ? leaves : enters));
    const kept = [...wanted].sort((a, b) => rank(b) - rank(a)).slice(0, limit);
    this.#chosen = new Set(kept.map(({ key }) => key));
    const leftOut = wanted.filter(({ key, share }) => share >= enters && !this.#chosen.has(key)).length;
    return { chosen: kept.sort((a, b) => b.share - a.share), leftOut };
  }
}
