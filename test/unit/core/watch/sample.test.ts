import assert from 'node:assert/strict';
import { Sample } from '../../../../src/core/watch/sample.ts';

describe('Sample', () => {
  it('is exact while it is small', () => {
    const sample = new Sample();
    for (let value = 100; value >= 1; value--) sample.add(value);
    assert.deepEqual(sample.traffic(), { total: 5050, perConnection: { median: 50, p95: 95 } });
  });

  it('stays small and even: the median of a million is within a few percent', () => {
    const sample = new Sample();
    for (let value = 0; value < 1_000_000; value++) sample.add(value);
    const { median = 0, p95 = 0 } = sample.spread() ?? {};
    assert.ok(median > 430_000 && median < 570_000, String(median));
    assert.ok(p95 > 920_000 && p95 < 980_000, String(p95));
  });

  it('is as even where the same value came for long before others did', () => {
    for (const equal of [1, 7, 512, 500_000]) {
      const sample = new Sample();
      for (let count = 0; count < equal; count++) sample.add(7);
      assert.deepEqual(sample.traffic(), { total: 7 * equal, perConnection: { median: 7, p95: 7 } });
      const others = equal * 9;
      for (let value = 1; value <= others; value++) sample.add(7 + value);
      const { median = 0, p95 = 0 } = sample.spread() ?? {};
      // A tenth is 7: the median is at four ninths of the others.
      const near = (value: number, share: number): boolean =>
        Math.abs(value - 7 - share * others) <= Math.max(1, others * 0.08);
      assert.ok(
        near(median, 4 / 9) && near(p95, 8.5 / 9),
        `${String(equal)}: ${String(median)}, ${String(p95)}`,
      );
    }
  });

  it('has no spread where there was nothing', () => {
    assert.deepEqual(new Sample().traffic(), { total: 0 });
  });

  it('orders values like a sort, whatever their order and however many are equal', () => {
    for (let length = 1; length <= 512; length += 7) {
      const values = Array.from({ length }, (_, at) => (at * 7919) % ((length >> 2) + 1));
      const sample = new Sample();
      for (const value of values) sample.add(value);
      const sorted = values.toSorted((a, b) => a - b);
      const at = (share: number): number | undefined => sorted[Math.ceil(length * share) - 1];
      assert.deepEqual(sample.spread(), { median: at(0.5), p95: at(0.95) }, String(length));
      assert.deepEqual(sample.spread(), sample.spread(), 'asking changes nothing');
    }
  });
});
