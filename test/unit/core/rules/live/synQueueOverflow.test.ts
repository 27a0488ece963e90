import assert from 'node:assert/strict';
import { synQueueOverflow as rule } from '../../../../../src/core/rules/live/synQueueOverflow.ts';
import { evidence, readings } from '../../../../support/evidence.ts';

function judge(cookies: number, drops: number, hasEarlier = true) {
  const names = ['TcpExt.TCPReqQFullDoCookies', 'TcpExt.TCPReqQFullDrop'] as const;
  const now = { [names[0]]: 10 + cookies, [names[1]]: 20 + drops };
  const counters = readings(now, hasEarlier ? { [names[0]]: 10, [names[1]]: 20 } : undefined);
  return rule.evaluate(evidence({ counters }));
}

describe('syn-queue-overflow', () => {
  it('says nothing of what was before the last inspection', () => {
    assert.deepEqual(judge(0, 0), []);
    assert.deepEqual(judge(5, 5, false), []);
  });

  it('tells cookies from drops', () => {
    const [cookies] = judge(3, 0);
    assert.equal(cookies?.title, 'A queue of half-open connections was full 3 times in the last 10 s.');
    assert.match(cookies.explanation, /SYN cookies/);
    const [drops] = judge(0, 1);
    assert.match(drops?.title ?? '', /full 1 time in the last 10 s/);
    assert.match(drops?.explanation ?? '', /dropped the SYNs/);
    assert.deepEqual([drops?.severity, drops?.section], ['warning', 'syn-queue-overflow']);
  });
});
