import { knownKeyNames } from '../knowledge/knownKeys.ts';
import { keyFacts } from '../rules/keyFacts.ts';
import { isGlob, type SysctlKey } from '../parse/sysctlKey.ts';

/** A key that places of a document name. */
export interface IndexedKey {
  readonly path: string;
  /** How many places. */
  readonly count: number;
  /** Whether what is said of one place may depend on another, or may not be what it was. */
  readonly bearsOnOthers: boolean;
  /** No other place names it, and what is said of it depends on nothing else in the document. */
  readonly isLonely: boolean;
}

const known: ReadonlySet<string> = new Set(knownKeyNames);

class Entry implements IndexedKey {
  readonly path: string;
  count = 0;
  isTouched = false;
  readonly #isAskedFor: boolean;
  readonly #asksForNothing: boolean;

  constructor({ path, dotted }: SysctlKey) {
    this.path = path;
    this.#isAskedFor = known.has(dotted) || isGlob(path);
    const { entry, isKnown } = keyFacts(dotted);
    // Who wrote an unknown one may have meant another, which the document may set, too.
    this.#asksForNothing = (isKnown && entry === undefined) || dotted.includes('?');
  }

  get bearsOnOthers(): boolean {
    return this.#isAskedFor || this.isTouched || this.count > 1;
  }

  get isLonely(): boolean {
    return this.count === 1 && !this.#isAskedFor && this.#asksForNothing;
  }
}

/**
 * How often a document names each key, from one text to the next. Rules look for the sake of other places at keys that are named
 * more than once, at those that the catalogue knows by name, and at globs.
 */
export class KeyIndex {
  readonly #byPath = new Map<string, Entry>();
  #touched: Entry[] = [];

  isNamed(path: string): boolean {
    return this.#byPath.has(path);
  }

  /** Notes one more place. */
  add(key: SysctlKey): IndexedKey {
    const entry = this.#byPath.get(key.path) ?? new Entry(key);
    this.#byPath.set(key.path, entry);
    this.#touch(entry, 1);
    return entry;
  }

  remove({ path }: IndexedKey): void {
    const entry = this.#byPath.get(path);
    if (entry === undefined) return;
    this.#touch(entry, -1);
    if (entry.count === 0) this.#byPath.delete(path);
  }

  /** After everything that bears on others was judged. */
  settle(): void {
    for (const entry of this.#touched) entry.isTouched = false;
    this.#touched = [];
  }

  #touch(entry: Entry, by: 1 | -1): void {
    entry.count += by;
    entry.isTouched = true;
    this.#touched.push(entry);
  }
}
