import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inverse } from '../../../support/chosenNumbers.ts';
import { TupleIndex } from '../../../../src/core/model/tupleIndex.ts';

describe('TupleIndex', () => {
  it('gives numbers from the first again once it was cleared, and keeps its room', () => {
    const index = new TupleIndex(3);
    for (let at = 0; at < 1000; at++) assert.equal(index.add(at, 1, 2), at);
    const { capacity } = index;
    assert.ok(capacity >= 1000);
    index.clear();
    assert.deepEqual([index.size, index.capacity, index.get(5, 1, 2)], [0, capacity, -1]);
    for (let at = 0; at < 1000; at++) assert.equal(index.add(999 - at, 1, 2), at);
    assert.equal(index.capacity, capacity);
  });

  it('numbers tuples in the order of first sight', () => {
    const index = new TupleIndex(3);
    assert.deepEqual([index.add(1, 2, 3), index.add(3, 2, 1), index.add(1, 2, 3)], [0, 1, 0]);
    assert.equal(index.size, 2);
    assert.deepEqual([index.get(3, 2, 1), index.get(9, 9, 9)], [1, -1]);
    assert.deepEqual([index.word(1, 0), index.word(1, 1), index.word(1, 2)], [3, 2, 1]);
  });

  it('pays attention to the fourth word only where there is one', () => {
    assert.deepEqual(
      [3, 4].map((width) => {
        const index = new TupleIndex(width as 3 | 4);
        index.add(1, 2, 3, 4);
        return index.add(1, 2, 3, 5);
      }),
      [0, 1],
    );
  });

  it('keeps words of 32 bits without a sign', () => {
    const index = new TupleIndex(3);
    index.add(0xffffffff, 0x80000000, 0);
    assert.equal(index.word(0, 0), 0xffffffff);
    assert.equal(index.get(-1, 0x80000000 | 0, 0), 0);
  });

  it('keeps every number when it grows', () => {
    const index = new TupleIndex(4, 1);
    for (let value = 0; value < 5000; value++) assert.equal(index.add(0, 0, 0xffff, value), value);
    for (let value = 0; value < 5000; value++) assert.equal(index.get(0, 0, 0xffff, value), value);
    assert.equal(index.size, 5000);
  });

  it('keeps neighbouring addresses and ports apart', () => {
    const index = new TupleIndex(3);
    for (let host = 0; host < 300; host++) {
      for (let port = 0; port < 300; port++) index.add(port << 16, 0x0a000000 + (host << 8), 0);
    }
    assert.equal(index.size, 90_000);
  });

  it('is a map from tuples to numbers, whatever the tuples', () => {
    // Few different words, so that tuples collide and come back.
    const word = fc.oneof(fc.nat(3), fc.constantFrom(0xffff, 0x80000000, 0xffffffff), fc.nat(2 ** 32 - 1));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, word, word, word)),
        fc.constantFrom(1, 2, 64),
        (tuples, capacity) => {
          const index = new TupleIndex(4, capacity);
          const expected = new Map<string, number>();
          for (const [a, b, c, d] of tuples) {
            const key = [a, b, c, d].join();
            assert.equal(index.get(a, b, c, d), expected.get(key) ?? -1);
            if (!expected.has(key)) expected.set(key, expected.size);
            assert.equal(index.add(a, b, c, d), expected.get(key));
          }
          assert.equal(index.size, expected.size);
        },
      ),
    );
  });

  it('takes no longer for addresses that were chosen to meet in a hash without a secret', () => {
    const count = 40_000;
    const took = (words: (at: number) => readonly [number, number]): number => {
      const index = new TupleIndex(4);
      const start = performance.now();
      for (let at = 0; at < count; at++) index.add(0x2a010000, 0, ...words(at));
      assert.equal(index.size, count);
      return performance.now() - start;
    };
    const harmless = took((at) => [at * 7, Math.imul(at, 2654435761) >>> 0]);
    const chosen = took((at) => [at, lastWordFor(at)]);
    assert.ok(chosen < 20 * Math.max(1, harmless), `${chosen} ms instead of ${harmless} ms`);
  });
});

/** The last word with which 2a01::<word>:<last> has the MurmurHash3 state 0, whatever the word before it is. */
function lastWordFor(word: number): number {
  const round = (hash: number, next: number): number => {
    const product = Math.imul(next, 0xcc9e2d51);
    const mixed = hash ^ Math.imul((product << 15) | (product >>> 17), 0x1b873593);
    return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
  };
  const before = [0x2a010000, 0, word].reduce(round, 0);
  const wanted = Math.imul(-0xe6546b64 | 0, inverse(5));
  const k = before ^ ((wanted >>> 13) | (wanted << 19));
  const rotated = Math.imul(k, inverse(0x1b873593));
  return Math.imul((rotated >>> 15) | (rotated << 17), inverse(0xcc9e2d51)) >>> 0;
}
