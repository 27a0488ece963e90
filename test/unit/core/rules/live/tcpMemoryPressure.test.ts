import assert from 'node:assert/strict';
import { tcpMemoryPressure as rule } from '../../../../../src/core/rules/live/tcpMemoryPressure.ts';
import { evidence, readings } from '../../../../support/evidence.ts';

function judge(pages: number, lines = 'tcp_mem = 100\t200\t300') {
  return rule.evaluate(evidence({ lines, counters: readings({ 'sockstat.TCP.mem': pages }) }));
}

describe('tcp-memory-pressure', () => {
  it('says nothing below the second figure, or where tcp_mem is not there', () => {
    assert.deepEqual(judge(199), []);
    assert.deepEqual(judge(1e9, 'tcp_tw_reuse = 2'), []);
    assert.deepEqual(judge(1e9, 'tcp_mem = nothing'), []);
  });

  it('warns from the second figure on, and is an error from the third', () => {
    assert.deepEqual([judge(200)[0]?.severity, judge(299)[0]?.severity], ['warning', 'warning']);
    const [full] = judge(300);
    assert.equal(full?.title, 'TCP buffers use 300 pages: all that tcp_mem allows.');
    assert.equal(full.severity, 'error');
  });
});
