/**
 * Numbers that meet in one place of a `Map` of the engine: the lowest 15 bits of their hash are 0.
 * Source: V8, src/base/hashing.h and src/utils/utils.h, ComputeUnseededHash(), which has no secret and can be turned around.
 */
export function chosenNumbers(count: number): number[] {
  const found: number[] = [];
  for (let high = 0; found.length < count; high++) {
    const number = hashedTo(high << 15) >>> 0;
    // What V8 keeps as a small integer everywhere.
    if (number > 0 && number < 1 << 30) found.push(number);
  }
  return found;
}

function hashedTo(wanted: number): number {
  let hash = unshifted(wanted, 16);
  hash = Math.imul(hash, inverse(2057));
  hash = unshifted(hash, 4);
  hash = Math.imul(hash, inverse(5));
  hash = unshifted(hash, 12);
  // ~hash + (hash << 15) is (2^15 - 1) * hash - 1.
  return Math.imul(hash + 1, inverse((1 << 15) - 1));
}

/** What became this word by `word ^= word >>> bits`. */
function unshifted(word: number, bits: number): number {
  let before = word;
  for (let shift = bits; shift < 32; shift += bits) before = word ^ (before >>> bits);
  return before;
}

/** Of an odd number modulo 2^32, by Newton's method. */
export function inverse(odd: number): number {
  let guess = odd;
  for (let step = 0; step < 5; step++) guess = Math.imul(guess, 2 - Math.imul(odd, guess));
  return guess;
}
