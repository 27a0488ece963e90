/** Small enough that V8 does not compile the loop for the place where it is; a call costs little beside so many rows. */
const step = 128;

/**
 * Hands over `length` rows in parts, in their order. V8 uses compiled code from a function's next call on. A loop over all rows in a
 * single call stays in slow code until it is compiled once more for the place where it is, and so in each such call.
 */
export function inSteps(length: number, part: (from: number, to: number) => void): void {
  for (let from = 0; from < length; from += step) part(from, Math.min(from + step, length));
}
