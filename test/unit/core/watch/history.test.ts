import assert from 'node:assert/strict';
import { History } from '../../../../src/core/watch/history.ts';

describe('History', () => {
  it('counts each second', () => {
    const history = new History();
    for (const second of [0, 0, 2]) history.add(second, second === 2);
    assert.deepEqual(history.value(3.5), { secondsPerStep: 1, ended: [2, 0, 1], failed: [0, 0, 1] });
  });

  it('loses nothing when the steps become longer', () => {
    const history = new History();
    for (let second = 0; second < 3600; second++) history.add(second, second % 10 === 0);
    const { secondsPerStep, ended, failed } = history.value(3600);
    assert.equal(secondsPerStep, 16);
    assert.ok(ended.length <= 240);
    const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);
    assert.deepEqual([sum(ended), sum(failed)], [3600, 360]);
  });

  it('does not mind a clock that gives nonsense', () => {
    const history = new History();
    history.add(-1, false);
    history.add(Number.NaN, false);
    assert.deepEqual(history.value(0).ended, []);
  });
});
