import assert from 'node:assert/strict';
import type { NatPorts } from '../../../../../src/core/model/natPorts.ts';
import { natPorts as rule } from '../../../../../src/core/rules/live/natPorts.ts';
import { evidence, readings } from '../../../../support/evidence.ts';

const ends = { protocol: 'tcp', translatedAddress: '203.0.113.5', remoteAddress: '198.51.100.7' } as const;

function judge(used: number) {
  const nat: readonly NatPorts[] = [{ ...ends, remotePort: 443, used, low: 1024, high: 65_535 }];
  return rule.evaluate({ ...evidence({ counters: readings({}) }), nat });
}

describe('nat-ports', () => {
  it('says nothing while the NAT has ports, or where they cannot be a problem', () => {
    assert.deepEqual(judge(51_000), []);
    assert.deepEqual(rule.evaluate({ ...evidence({ counters: readings({}) }), nat: [] }), []);
  });

  it('warns from 80 % of what a NAT can choose from, and is an error from 95 %', () => {
    assert.equal(judge(52_000)[0]?.severity, 'warning');
    const [full] = judge(63_000);
    assert.equal(full?.severity, 'error');
    assert.equal(
      full.title,
      'The NAT of this host uses 63,000 of 64,512 TCP ports (97.6 %) from 203.0.113.5 to 198.51.100.7:443.',
    );
  });
});
