import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RowSorter, type RowOrder } from '../../../../src/core/query/rowSorter.ts';
import { selectPage, sortByKeys } from '../../../../src/core/query/selectPage.ts';
import { sortByKey } from '../../../../src/core/query/sortByKey.ts';
import { socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

describe('sortByKey', () => {
  it('sorts as a stable comparison does, whatever the keys', () => {
    const key = fc.oneof(fc.nat(5), fc.nat(70_000), fc.nat(0xffff_ffff), fc.constant(0xffff_ffff));
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        const rows = Uint32Array.from(keys, (_, row) => row);
        const expected = [...rows].sort((a, b) => keys[a]! - keys[b]! || a - b);
        assert.deepEqual([...sortByKey(rows, (row) => keys[row]!)], expected);
      }),
    );
  });
});

describe('selectPage', () => {
  /** Many rows with few different keys, so that a page begins and ends in the middle of equal ones. */
  const rowsWith = fc.record({
    count: fc.integer({ min: 0, max: 9000 }),
    spread: fc.constantFrom(1, 3, 70_000, 2 ** 32),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    offset: fc.nat(9500),
    limit: fc.nat(300),
  });

  it('gives the page of the sorted rows, by one key and by two', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(rowsWith, ({ count, spread, seed, offset, limit }) => {
        let random = seed;
        const next = (): number => (random = (random * 48_271) % 2_147_483_647);
        const keys = [0, 1].map(() => Uint32Array.from({ length: count }, () => (next() * 2) % spread));
        const rows = Uint32Array.from({ length: count }, (_, row) => row);
        for (const used of [keys.slice(0, 1), keys]) {
          const by = used.map((values) => (row: number) => values[row] ?? 0);
          const sorted = sortByKeys(rows, by);
          assert.deepEqual(
            [...selectPage(rows, by, offset, limit)],
            [...sorted.slice(offset, offset + limit)],
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it('looks at each row a few times, and sorts only those near the page', () => {
    const rows = Uint32Array.from({ length: 200_000 }, (_, row) => row);
    let asked = 0;
    const key = (row: number): number => (asked++, (row * 7919) % 60_000);
    selectPage(rows, [key], 100_000, 100);
    assert.ok(asked <= 2.1 * rows.length, String(asked));
  });
});

describe('RowSorter', () => {
  const rows: readonly SocketRow[] = [
    { state: 'ESTABLISHED', local: '10.0.0.10:9', remote: '10.0.0.9:443', receiveQueue: 5 },
    { state: 'ESTABLISHED', local: '10.0.0.9:80', remote: '10.0.0.9:80', sendQueue: 7 },
    { ...timeWait('10.0.0.9:9', '10.0.0.10:1', 30), receiveQueue: 2 ** 32 - 1 },
    timeWait('10.0.0.10:8', '10.0.0.8:1', 3),
    { state: 'ESTABLISHED', local: '[::1]:8', remote: '[::1]:1' },
  ];
  const table = socketTable(rows);
  const expectations: readonly (readonly [RowOrder, readonly number[]])[] = [
    ['local', [4, 2, 1, 3, 0]],
    ['port', [3, 4, 0, 2, 1]],
    ['remote', [4, 3, 1, 0, 2]],
    ['age', [3, 2, 0, 1, 4]],
    ['queue', [2, 1, 0, 3, 4]],
  ];
  for (const [order, expected] of expectations)
    it(`by ${order}`, () => {
      const all = Uint32Array.from(rows, (_, row) => row);
      assert.deepEqual([...new RowSorter(table).sort(all, order)], expected);
    });
});
