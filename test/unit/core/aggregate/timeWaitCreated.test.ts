import assert from 'node:assert/strict';
import { timeWaitCreated } from '../../../../src/core/aggregate/timeWaitCreated.ts';
import { parseKernelVersion } from '../../../../src/core/model/kernelVersion.ts';

const readings = (before: Record<string, number>, now: Record<string, number>) => ({
  current: new Map(Object.entries(now)),
  previous: { counters: new Map(Object.entries(before)), secondsEarlier: 2 },
});
const before = { 'sockstat.TCP.tw': 50, 'TcpExt.TW': 1000, 'TcpExt.TWRecycled': 7, 'TcpExt.TWKilled': 3 };
const now = { 'sockstat.TCP.tw': 40, 'TcpExt.TW': 1200, 'TcpExt.TWRecycled': 12, 'TcpExt.TWKilled': 3 };

describe('timeWaitCreated', () => {
  it('is the growth of the counter from Linux 5.18 on, and where the kernel is not known', () => {
    assert.equal(timeWaitCreated(readings(before, now), parseKernelVersion('5.18.0')), 200);
    assert.equal(timeWaitCreated(readings(before, now), undefined), 200);
  });

  it('counts those that wait and those that stopped before 5.18, where the counter is a minute late', () => {
    assert.equal(timeWaitCreated(readings(before, now), parseKernelVersion('5.10.223')), 195);
  });

  it('is not known without an earlier reading, or without one of the counters', () => {
    const old = parseKernelVersion('5.10.0');
    assert.equal(timeWaitCreated({ current: new Map(Object.entries(now)) }, old), undefined);
    assert.equal(timeWaitCreated(readings({ 'TcpExt.TW': 1 }, { 'TcpExt.TW': 2 }), old), undefined);
  });
});
