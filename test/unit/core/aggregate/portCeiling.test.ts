import assert from 'node:assert/strict';
import { portCeiling, secondsToExhaustion } from '../../../../src/core/aggregate/portCeiling.ts';

describe('portCeiling', () => {
  it('is what the formulas say: usable ports by the time that each is held', () => {
    assert.equal(Math.round(portCeiling({ usable: 28_232, holdSeconds: 60 })), 471);
    assert.equal(portCeiling({ usable: 64_512, holdSeconds: 60 }), 1075.2);
  });

  it('agrees with what was measured with 200 ports and tcp_tw_reuse', () => {
    assert.equal(portCeiling({ usable: 200, holdSeconds: 1 }), 200);
    assert.equal(portCeiling({ usable: 200, holdSeconds: 0.1 }), 2000);
  });

  it('multiplies with addresses and ports', () => {
    assert.equal(portCeiling({ usable: 600, holdSeconds: 60, tuples: 6 }), 60);
  });

  it('has no floor below nothing, and no end without a hold', () => {
    assert.equal(portCeiling({ usable: -5, holdSeconds: 60 }), 0);
    assert.equal(portCeiling({ usable: 1, holdSeconds: 0 }), Infinity);
  });
});

describe('secondsToExhaustion', () => {
  const level = { used: 0, timeWait: 0, reusable: 0, ratePerSecond: 0 };

  it('is never where the rate can be sustained', () => {
    assert.equal(secondsToExhaustion(level, 600, 60), undefined);
    assert.equal(secondsToExhaustion({ ...level, ratePerSecond: 10 }, 600, 60), undefined);
  });

  it('is what is free by what is added each second', () => {
    assert.equal(secondsToExhaustion({ ...level, ratePerSecond: 20 }, 600, 60), 30);
    const half = { ...level, used: 300, timeWait: 300, ratePerSecond: 20 };
    assert.equal(secondsToExhaustion(half, 600, 60), 20);
  });

  it('counts open connections as taken for good', () => {
    const open = { ...level, used: 300, ratePerSecond: 6 };
    assert.equal(secondsToExhaustion(open, 600, 60), 50);
  });

  it('counts what may be taken over as free', () => {
    const reusable = { used: 600, timeWait: 600, reusable: 600, ratePerSecond: 700 };
    assert.equal(secondsToExhaustion(reusable, 600, 1), 600 / 700);
  });

  it('is now where nothing is free', () => {
    assert.equal(secondsToExhaustion({ ...level, used: 600, timeWait: 600 }, 600, 60), 0);
  });
});
