import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Fullest, type Level } from '../../../../src/core/metrics/fullest.ts';

function levels(shares: Readonly<Record<string, number>>): readonly Level[] {
  return Object.entries(shares).map(([key, share]) => ({ key, share }));
}

function keys(chosen: readonly Level[]): string {
  return chosen.map(({ key }) => key).join(' ');
}

describe('Fullest', () => {
  it('chooses what enters, fullest first, and counts those without room', () => {
    const fullest = new Fullest({ limit: 2, enters: 0.05, leaves: 0.04 });
    const { chosen, leftOut } = fullest.choose(levels({ a: 0.1, b: 0.9, c: 0.049, d: 0.5, e: 0.05 }));
    assert.equal(keys(chosen), 'b d');
    assert.equal(leftOut, 2);
  });

  it('keeps one that hovers around the share from which it entered, and lets it go below', () => {
    const fullest = new Fullest({ limit: 5, enters: 0.05, leaves: 0.04 });
    const seen = [0.049, 0.051, 0.049, 0.041, 0.039, 0.049].map(
      (share) => fullest.choose(levels({ a: share })).chosen.length,
    );
    assert.deepEqual(seen, [0, 1, 1, 1, 0, 0]);
  });

  it('keeps its place against one that is hardly fuller', () => {
    const fullest = new Fullest({ limit: 1, enters: 0.05, leaves: 0.04 });
    const seen = [
      { a: 0.5, b: 0.49 },
      { a: 0.49, b: 0.5 },
      { a: 0.49, b: 0.6 },
      { a: 0.49, b: 0.62 },
      { a: 0.6, b: 0.62 },
    ].map((shares) => keys(fullest.choose(levels(shares)).chosen));
    assert.deepEqual(seen, ['a', 'a', 'a', 'b', 'b']);
  });

  it('never chooses more than the limit, and nothing below the lower share', () => {
    const readings = fc.array(fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 40 }));
    fc.assert(
      fc.property(readings, fc.integer({ min: 1, max: 9 }), (all, limit) => {
        const fullest = new Fullest({ limit, enters: 0.05, leaves: 0.04 });
        for (const shares of all) {
          const { chosen } = fullest.choose(shares.map((share, at) => ({ key: String(at), share })));
          assert.ok(chosen.length <= limit);
          assert.ok(chosen.every(({ share }) => share >= 0.04));
        }
      }),
    );
  });
});
