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

  it('has no spread where there was nothing', () => {
    assert.deepEqual(new Sample().traffic(), { total: 0 });
  });
});
