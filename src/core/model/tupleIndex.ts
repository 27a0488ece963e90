import { SeededHash } from './seededHash.ts';

/** A power of two. */
const latelySize = 1024;

/**
 * Gives each distinct tuple of unsigned 32-bit words a dense number, 0, 1, 2 …, in the order of first appearance. An
 * open-addressing hash over typed arrays: no object and no string per tuple, so a million sockets stay cheap.
 */
export class TupleIndex {
  readonly #width: number;
  readonly #hash = new SeededHash();
  #words: Uint32Array;
  #slots: Int32Array;
  /** Numbers of tuples that were added lately, by a cheap mix of their words: most sockets of a busy host share theirs with others. */
  readonly #lately = new Int32Array(latelySize).fill(-1);
  #size = 0;

  constructor(width: 3 | 4, capacity = 64) {
    this.#width = width;
    this.#words = new Uint32Array(capacity * width);
    this.#slots = new Int32Array(capacity * 2).fill(-1);
  }

  /** The number of distinct tuples. */
  get size(): number {
    return this.#size;
  }

  /** For how many tuples there is room. */
  get capacity(): number {
    return this.#slots.length / 2;
  }

  /** Forgets all tuples and keeps the room. */
  clear(): void {
    this.#slots.fill(-1);
    this.#lately.fill(-1);
    this.#size = 0;
  }

  /** Word `position` of tuple `index`. */
  word(index: number, position: number): number {
    return this.#words[index * this.#width + position] ?? 0;
  }

  /** The number of this tuple, newly assigned if it was not seen before. `d` is ignored if the width is 3. */
  add(a: number, b: number, c: number, d = 0): number {
    const lately = this.#lately;
    const near = cheapMix(a, b, c, d);
    const last = lately[near] ?? -1;
    if (last >= 0 && this.#isSame(last, a, b, c, d)) return last;
    return (lately[near] = this.#add(a, b, c, d));
  }

  #add(a: number, b: number, c: number, d: number): number {
    let slot = this.#find(a, b, c, d);
    const known = this.#slots[slot] ?? -1;
    if (known >= 0) return known;
    if ((this.#size + 1) * 2 > this.#slots.length) {
      this.#grow();
      slot = this.#find(a, b, c, d);
    }
    const index = this.#size++;
    const at = index * this.#width;
    this.#words[at] = a;
    this.#words[at + 1] = b;
    this.#words[at + 2] = c;
    if (this.#width === 4) this.#words[at + 3] = d;
    this.#slots[slot] = index;
    return index;
  }

  /** The number of this tuple, or -1 if it was never added. */
  get(a: number, b: number, c: number, d = 0): number {
    return this.#slots[this.#find(a, b, c, d)] ?? -1;
  }

  #find(a: number, b: number, c: number, d: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#hash.of(a, b, c, this.#width === 4 ? d : 0) & mask;
    for (;;) {
      const index = this.#slots[slot] ?? -1;
      if (index < 0 || this.#isSame(index, a, b, c, d)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isSame(index: number, a: number, b: number, c: number, d: number): boolean {
    const words = this.#words;
    const at = index * this.#width;
    return (
      words[at] === a >>> 0 &&
      words[at + 1] === b >>> 0 &&
      words[at + 2] === c >>> 0 &&
      (this.#width === 3 || words[at + 3] === d >>> 0)
    );
  }

  #grow(): void {
    const words = new Uint32Array(this.#words.length * 2);
    words.set(this.#words);
    this.#words = words;
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let index = 0; index < this.#size; index++) {
      const d = this.#width === 4 ? this.word(index, 3) : 0;
      this.#slots[this.#find(this.word(index, 0), this.word(index, 1), this.word(index, 2), d)] = index;
    }
  }
}

/** Whoever meets another tuple here takes the longer way. */
function cheapMix(a: number, b: number, c: number, d: number): number {
  const word = Math.imul(a, 3) ^ Math.imul(b, 5) ^ Math.imul(c, 7) ^ d;
  return (Math.imul(word, 0x9e3779b1) >>> 16) & (latelySize - 1);
}
