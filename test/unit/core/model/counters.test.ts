import assert from 'node:assert/strict';
import { counterGrowth } from '../../../../src/core/model/counters.ts';

const counters = (value: number): Map<string, number> => new Map([['TcpExt.TW', value]]);

describe('counterGrowth', () => {
  it('is the difference to the earlier reading', () => {
    const previous = { counters: counters(7), secondsEarlier: 10 };
    assert.equal(counterGrowth({ current: counters(12), previous }, 'TcpExt.TW'), 5);
    assert.equal(counterGrowth({ current: counters(7), previous }, 'TcpExt.TW'), 0);
  });

  it('is not known without an earlier reading, of a counter that is missing, and after a reset', () => {
    const previous = { counters: counters(7), secondsEarlier: 10 };
    assert.equal(counterGrowth({ current: counters(12) }, 'TcpExt.TW'), undefined);
    assert.equal(counterGrowth({ current: counters(12), previous }, 'TcpExt.TWKilled'), undefined);
    assert.equal(counterGrowth({ current: new Map(), previous }, 'TcpExt.TW'), undefined);
    assert.equal(counterGrowth({ current: counters(6), previous }, 'TcpExt.TW'), undefined);
  });
});
