import assert from 'node:assert/strict';
import { finWaitOrphans as rule } from '../../../../../src/core/rules/live/finWaitOrphans.ts';
import { evidence, readings } from '../../../../support/evidence.ts';
import { onPorts, timeWait, type SocketRow } from '../../../../support/sockets.ts';

function orphans(count: number, inode = 0): SocketRow[] {
  return onPorts(40000, count, (port) => ({
    state: 'FIN_WAIT2',
    local: `10.0.0.1:${port}`,
    remote: '10.0.0.9:80',
    timer: 'timewait',
    inode,
  }));
}

describe('fin-wait-orphans', () => {
  it('says nothing below 50, and nothing of sockets that a program holds', () => {
    assert.deepEqual(rule.evaluate(evidence({ rows: orphans(49) })), []);
    assert.deepEqual(rule.evaluate(evidence({ rows: orphans(500, 9) })), []);
  });

  it('says that the kernel counts them with TIME_WAIT, and what ends them', () => {
    const [finding, more] = rule.evaluate(
      evidence({
        rows: [...orphans(60), timeWait('10.0.0.1:39999', '10.0.0.9:80')],
        lines: 'tcp_fin_timeout = 30',
        counters: readings({ 'sockstat.TCP.tw': 61 }),
      }),
    );
    assert.equal(more, undefined);
    assert.equal(
      finding?.title,
      '60 connections wait in FIN_WAIT2 for a peer that does not close, and no program holds them.',
    );
    assert.deepEqual(
      finding.evidence.map(({ label, value }) => [label, value]),
      [
        ['Orphans in FIN_WAIT2', '60'],
        ['In TIME_WAIT', '1'],
        ['Both, as counted by the kernel', '61'],
        ['Maximum lifetime', '30 s'],
      ],
    );
  });

  it('leaves out what it does not know', () => {
    const [finding] = rule.evaluate(evidence({ rows: orphans(60) }));
    assert.equal(finding?.evidence.length, 2);
  });
});
