import assert from 'node:assert/strict';
import { timeWaitTakenOver as rule } from '../../../../../src/core/rules/live/timeWaitTakenOver.ts';
import { evidence, readings } from '../../../../support/evidence.ts';

function judge(now: number, earlier?: number) {
  const name = 'TcpExt.TWRecycled';
  const counters = readings({ [name]: now }, earlier === undefined ? undefined : { [name]: earlier });
  return rule.evaluate(evidence({ counters }));
}

describe('time-wait-taken-over', () => {
  it('says nothing of what was before the last inspection', () => {
    assert.deepEqual(judge(9), []);
    assert.deepEqual(judge(9, 9), []);
  });

  it('tells how many, and in what time', () => {
    const [finding] = judge(29, 9);
    assert.match(finding?.title ?? '', /^20 outgoing connections have reused a port in TIME_WAIT/);
    assert.equal(finding?.evidence[0]?.value, '20 in 10 s');
    assert.deepEqual([finding.severity, finding.section], ['information', 'reuse-time-wait']);
  });
});
