const digitBits = 16;
const digitMask = 0xffff;

/**
 * Sorts numbers of rows (or of anything) by an unsigned 32-bit key, smallest first; equal keys keep their order, so that
 * sorting by the lesser key first and then by the greater one sorts by both. Counts digits of 16 bits instead of comparing:
 * a million rows take some 20 ms, where a comparison sort needs a second.
 */
export function sortByKey(numbers: Uint32Array, key: (number: number) => number): Uint32Array {
  const keys = numbers.map((number) => key(number));
  const first = pass(numbers, keys, 0);
  return pass(first.numbers, first.keys, digitBits).numbers;
}

interface Sorted {
  readonly numbers: Uint32Array;
  readonly keys: Uint32Array;
}

function pass(numbers: Uint32Array, keys: Uint32Array, shift: number): Sorted {
  const starts = new Uint32Array(digitMask + 2);
  for (const key of keys) {
    const after = ((key >>> shift) & digitMask) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  const isOneDigit = starts.includes(numbers.length);
  if (isOneDigit) return { numbers, keys };
  for (let digit = 1; digit < starts.length; digit++)
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  const sorted = { numbers: new Uint32Array(numbers.length), keys: new Uint32Array(numbers.length) };
  for (let index = 0; index < numbers.length; index++) {
    const key = keys[index] ?? 0;
    const digit = (key >>> shift) & digitMask;
    const at = starts[digit] ?? 0;
    starts[digit] = at + 1;
    sorted.numbers[at] = numbers[index] ?? 0;
    sorted.keys[at] = key;
  }
  return sorted;
}
