import { sortByKey } from './sortByKey.ts';

/** An unsigned 32-bit number by which a row is sorted. */
export type SortKey = (row: number) => number;

const digitBits = 16;
const digits = 1 << digitBits;
/** So few rows are sorted at once. */
const fewRows = 2048;

/**
 * A page of the rows as they would be sorted, without sorting the others: rows are counted by the first digit of their key,
 * and only those whose digit leads to the page are looked at further. Ties keep their order.
 *
 * @param keys the most important first
 */
export function selectPage(
  rows: Uint32Array,
  keys: readonly SortKey[],
  offset: number,
  limit: number,
): Uint32Array {
  const page = new Uint32Array(Math.max(0, Math.min(limit, rows.length - offset)));
  select(rows, keys, { digit: 0, offset, into: page });
  return page;
}

interface Selection {
  /** Two for each key, the upper half first. */
  readonly digit: number;
  readonly offset: number;
  /** Room for as many rows as are wanted. */
  readonly into: Uint32Array;
}

function select(rows: Uint32Array, keys: readonly SortKey[], { digit, offset, into }: Selection): void {
  const key = keys[digit >> 1];
  if (into.length === 0) return;
  if (key === undefined || rows.length <= fewRows) {
    into.set(sortByKeys(rows, keys.slice(digit >> 1)).subarray(offset, offset + into.length));
    return;
  }
  const values = digitsOf(rows, key, digit % 2 === 0 ? digitBits : 0);
  const counts = new Uint32Array(digits);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  let before = 0;
  for (let value = 0; before < offset + into.length; value++) {
    const count = counts[value] ?? 0;
    const [from, to] = [Math.max(offset, before), Math.min(offset + into.length, before + count)];
    if (to > from) {
      const own = count === rows.length ? rows : rowsWith(rows, values, value, count);
      select(own, keys, {
        digit: digit + 1,
        offset: from - before,
        into: into.subarray(from - offset, to - offset),
      });
    }
    before += count;
  }
}

function digitsOf(rows: Uint32Array, key: SortKey, shift: number): Uint16Array {
  const values = new Uint16Array(rows.length);
  for (let index = 0; index < rows.length; index++) values[index] = key(rows[index] ?? 0) >>> shift;
  return values;
}

function rowsWith(rows: Uint32Array, values: Uint16Array, value: number, count: number): Uint32Array {
  const own = new Uint32Array(count);
  for (let index = 0, found = 0; found < count; index++)
    if (values[index] === value) own[found++] = rows[index] ?? 0;
  return own;
}

/** All of them. */
export function sortByKeys(rows: Uint32Array, keys: readonly SortKey[]): Uint32Array {
  return keys.reduceRight((sorted, key) => sortByKey(sorted, key), rows);
}
