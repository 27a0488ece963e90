import assert from 'node:assert/strict';
import { serverTimeWait as rule } from '../../../../../src/core/rules/live/serverTimeWait.ts';
import { evidence } from '../../../../support/evidence.ts';
import { onPorts, timeWait, type SocketRow } from '../../../../support/sockets.ts';

const listener: SocketRow = { state: 'LISTEN', local: '0.0.0.0:80' };

/** Clients that take turns, from so many addresses. */
function closed(count: number, addresses: number): SocketRow[] {
  return onPorts(1, count, (at) =>
    timeWait('10.0.0.1:80', `10.1.${Math.floor((at % addresses) / 200)}.${(at % addresses) % 200}:${at}`),
  );
}

describe('server-time-wait', () => {
  it('says nothing below 1,000', () => {
    assert.deepEqual(rule.evaluate(evidence({ rows: [listener, ...closed(999, 1)] })), []);
  });

  it('sees a proxy where a few addresses have most of them', () => {
    const [finding, more] = rule.evaluate(evidence({ rows: [listener, ...closed(1000, 2)] }));
    assert.equal(
      finding?.title,
      '1,000 TIME_WAIT sockets of the server side come from 2 addresses: perhaps a proxy or NAT router is in front.',
    );
    assert.deepEqual([finding.section, finding.severity, more], ['l7-balancer', 'information', undefined]);
    assert.deepEqual(
      finding.evidence.map(({ value }) => value),
      ['1,000', '500 (50 %)', '500 (50 %)'],
    );
  });

  it('sees the normal case where there are many, beyond the clients that are kept too', () => {
    for (const addresses of [10, 300]) {
      const [finding] = rule.evaluate(evidence({ rows: [listener, ...closed(1500, addresses)] }));
      assert.match(finding?.title ?? '', /^1,500 TIME_WAIT sockets .* many clients, which is normal\.$/);
      assert.equal(finding?.section, 'server-time-wait');
    }
  });
});
