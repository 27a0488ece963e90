import assert from 'node:assert/strict';
import { listenersCrowdRange as rule } from '../../../../../src/core/rules/live/listenersCrowdRange.ts';
import { evidence } from '../../../../support/evidence.ts';
import { onPorts, type SocketRow } from '../../../../support/sockets.ts';

function judge(listening: number) {
  const rows = onPorts(40000, listening, (port): SocketRow => ({
    state: 'LISTEN',
    local: `127.0.0.1:${port}`,
  }));
  return rule.evaluate(evidence({ rows, lines: 'ip_local_port_range = 40000 40099' }));
}

describe('listeners-crowd-range', () => {
  it('says nothing below half of the range', () => {
    assert.deepEqual(judge(49), []);
  });

  it('warns from half of the range on, and leaves a range without any port to the rule of exhaustion', () => {
    const [finding] = judge(50);
    assert.equal(finding?.title, 'Listening sockets hold 50 ports of the local port range (50 %).');
    assert.equal(finding.severity, 'warning');
    assert.deepEqual(judge(100), []);
  });
});
