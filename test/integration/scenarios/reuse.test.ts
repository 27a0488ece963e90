import assert from 'node:assert/strict';
import { withoutTimestampsAt } from '../../support/firewall.ts';
import { Namespace } from '../../support/namespace.ts';
import { finding, found } from '../../support/scenario.ts';
import { Situation } from '../../support/situation.ts';
import { skipWhere } from '../../support/skipWhere.ts';

/** As at a peer without timestamps, or behind a firewall that removes them. */
const withoutTimestamps = `table ip strip {
  chain input {
    type filter hook input priority -150
    tcp flags syn reset tcp option timestamp
  }
}
`;
const sysctls = { 'net.ipv4.tcp_tw_reuse': 1 };

describe('scenario: tcp_tw_reuse and TIME_WAIT sockets that it cannot reuse', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  async function assertNoneReusable(situation: Situation): Promise<void> {
    const inspected = await situation.inspect();
    const [destination] = inspected.report.sockets?.destinations ?? [];
    assert.deepEqual([destination?.used, destination?.reusable], [1000, 0]);
    assert.equal(found(inspected)[0], 'warning ephemeral-port-exhaustion');
    assert.match(inspected.report.verdict.sentence, /use 1,000 of 1,000 local ports \(100 %\)\./);
    assert.match(
      finding(inspected, 'ephemeral-port-exhaustion').explanation,
      /the peer sends no timestamps, or they were turned on here less than 60 s ago/,
    );
  }

  it('because the peer sends no timestamps: none is counted as reusable', async () => {
    const args = { count: 1000, ending: 'close', seconds: 1.3, tries: 50 };
    await using situation = await Situation.make('plain', args, { sysctls, firewall: withoutTimestamps });
    assert.deepEqual(situation.result['tries'], { EADDRNOTAVAIL: 50 });
    await assertNoneReusable(situation);
  });

  it('because timestamps were turned on a moment ago: the same', async () => {
    const off = { ...sysctls, 'net.ipv4.tcp_timestamps': 0 };
    const args = { count: 1000, ending: 'close', seconds: 1.3 };
    await using situation = await Situation.make('plain', args, { sysctls: off });
    await situation.namespace.sysctl('net.ipv4.tcp_timestamps', 1);
    assert.deepEqual(await situation.beside('attempts'), { errors: { EADDRNOTAVAIL: 50 } });
    await assertNoneReusable(situation);
  });

  it('at one of two full destinations: that it works at the other proves nothing', async () => {
    const firewall = withoutTimestampsAt('127.0.7.7');
    await using situation = await Situation.make('mixed_reuse', {}, { sysctls, firewall });
    assert.deepEqual([situation.result['tries'], situation.result['others']], [{ EADDRNOTAVAIL: 20 }, {}]);
    const { report } = await situation.inspect();
    assert.match(report.verdict.sentence, /to 127\.0\.7\.7:8001 use 1,000 of 1,000 local ports/);
    assert.deepEqual(
      [report.findings[0]?.rule, report.findings[0]?.severity],
      ['ephemeral-port-exhaustion', 'warning'],
    );
    assert.match(report.findings[0]?.explanation ?? '', /nothing shows that the kernel reuses ports to this/);
  });

  it('with reuse at work, a load far above what the range sustains is healthy, and its rate is the kernel’s', async () => {
    const options = { sysctls: { ...sysctls, 'net.ipv4.ip_local_port_range': '40000 40999' } };
    await using situation = await Situation.make('steady', { rate: 400, seconds: 6 }, options);
    const { report } = await situation.inspect();
    assert.equal(report.verdict.severity, 'healthy');
    const [destination] = report.sockets?.destinations ?? [];
    const rate = destination?.closesPerSecond ?? 0;
    const entered = report.rates?.timeWait ?? NaN;
    assert.ok(Math.abs(rate - entered) < entered * 0.2, `${String(rate)} of ${String(entered)}`);
    assert.ok(rate > 200, String(rate));
  });
});
