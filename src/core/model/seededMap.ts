import { mix, randomWord, unmix } from './seededHash.ts';

/**
 * Unsigned words of 32 bits as others that nobody can foretell: the engine's own hash of numbers has no secret, so whoever chooses
 * them could make each search in a `Map` a walk through all of it.
 */
class HiddenWords {
  readonly #before = randomWord();
  readonly #after = randomWord();

  hide(word: number): number {
    return mix(word ^ this.#before) ^ this.#after;
  }

  show(hidden: number): number {
    return (unmix(hidden ^ this.#after) ^ this.#before) >>> 0;
  }
}

/** A map by unsigned words of 32 bits that a host or a file chooses, such as inodes and process ids, in the order of insertion. */
export class SeededMap<V> implements ReadonlyMap<number, V> {
  readonly #words = new HiddenWords();
  readonly #values = new Map<number, V>();

  constructor(entries: Iterable<readonly [number, V]> = []) {
    for (const [key, value] of entries) this.set(key, value);
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: number): V | undefined {
    return this.#values.get(this.#words.hide(key));
  }

  has(key: number): boolean {
    return this.#values.has(this.#words.hide(key));
  }

  set(key: number, value: V): this {
    this.#values.set(this.#words.hide(key), value);
    return this;
  }

  forEach(visit: (value: V, key: number, map: ReadonlyMap<number, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }

  *entries(): MapIterator<[number, V]> {
    for (const [hidden, value] of this.#values) yield [this.#words.show(hidden), value];
  }

  *keys(): MapIterator<number> {
    for (const hidden of this.#values.keys()) yield this.#words.show(hidden);
  }

  values(): MapIterator<V> {
    return this.#values.values();
  }

  [Symbol.iterator](): MapIterator<[number, V]> {
    return this.entries();
  }
}

/** A set of such words. */
export class SeededSet implements ReadonlySet<number> {
  readonly #words = new HiddenWords();
  readonly #members = new Set<number>();

  constructor(members: Iterable<number> = []) {
    for (const member of members) this.add(member);
  }

  get size(): number {
    return this.#members.size;
  }

  has(member: number): boolean {
    return this.#members.has(this.#words.hide(member));
  }

  add(member: number): this {
    this.#members.add(this.#words.hide(member));
    return this;
  }

  delete(member: number): boolean {
    return this.#members.delete(this.#words.hide(member));
  }

  forEach(visit: (member: number, same: number, set: ReadonlySet<number>) => void): void {
    for (const member of this) visit(member, member, this);
  }

  *keys(): SetIterator<number> {
    for (const hidden of this.#members) yield this.#words.show(hidden);
  }

  values(): SetIterator<number> {
    return this.keys();
  }

  *entries(): SetIterator<[number, number]> {
    for (const member of this) yield [member, member];
  }

  [Symbol.iterator](): SetIterator<number> {
    return this.keys();
  }
}
