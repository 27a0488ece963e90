import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NearestName } from '../../../../src/core/rules/nearestName.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), maxLength: 7 });

describe('the nearest name', () => {
  it('is the first of those with the fewest edits, counted as the definition says', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), word, fc.nat({ max: 4 }), (names, written, limit) => {
        const edits = names.map((name) => editsBetween(written, name));
        const fewest = Math.min(...edits);
        const meant = fewest <= limit ? names[edits.indexOf(fewest)] : undefined;
        assert.equal(new NearestName(names).find(written, limit), meant);
      }),
      { numRuns: 2000 },
    );
  });

  it('is found for a name that is longer than any in the list', () => {
    const name = 'a'.repeat(1000);
    assert.equal(new NearestName([name]).find(`x${name}y`, 2), name);
    assert.equal(new NearestName([name]).find(`x${name}yz`, 2), undefined);
  });
});

/** Optimal string alignment, cell by cell. */
function editsBetween(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const row = table[i];
      if (row === undefined) continue;
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwap ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  }
  return at(a.length, b.length);
}
