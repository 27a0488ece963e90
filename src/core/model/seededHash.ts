/**
 * A hash of four words with secrets of its own: a peer that could choose addresses for one slot of a table would make each search
 * a walk through all of it.
 */
export class SeededHash {
  readonly #seedA = randomWord();
  readonly #seedB = randomWord();
  readonly #seedC = randomWord();
  readonly #seedD = randomWord();

  /** A signed word of 32 bits. */
  of(a: number, b: number, c: number, d: number): number {
    const start = mix(mix(this.#seedA ^ a) ^ this.#seedB ^ b);
    return mix(mix(start ^ this.#seedC ^ c) ^ this.#seedD ^ d);
  }
}

/** MurmurHash3's finalizer: every bit of the word changes about half of the bits. Each word goes through it with a secret. */
export function mix(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** What `mix` was given. The factors are the inverses of its own modulo 2^32. */
export function unmix(hash: number): number {
  let word = hash ^ (hash >>> 16);
  word = Math.imul(word, 0x7ed1b41d);
  word = Math.imul(word ^ (word >>> 13) ^ (word >>> 26), 0xa5cb9243);
  return word ^ (word >>> 16);
}

export function randomWord(): number {
  return (Math.random() * 2 ** 32) | 0;
}
