import assert from 'node:assert/strict';
import { conntrackTableFull as rule } from '../../../../../src/core/rules/live/conntrackTableFull.ts';
import { evidence } from '../../../../support/evidence.ts';

function judge(count: number) {
  const prefix = 'net.netfilter.nf_conntrack';
  return rule.evaluate(evidence({ lines: `${prefix}_count = ${count}\n${prefix}_max = 1000` }));
}

describe('conntrack-table-full', () => {
  it('says nothing below 80 %, or where connections are not tracked', () => {
    assert.deepEqual(judge(799), []);
    assert.deepEqual(rule.evaluate(evidence({ lines: 'tcp_tw_reuse = 2' })), []);
  });

  it('warns from 80 % on, and is an error from 95 %', () => {
    assert.deepEqual([judge(800)[0]?.severity, judge(949)[0]?.severity], ['warning', 'warning']);
    const [full] = judge(950);
    assert.equal(full?.title, 'The connection tracking table is 95 % full: 950 of 1,000.');
    assert.equal(full.severity, 'error');
  });
});
