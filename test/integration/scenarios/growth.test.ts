import assert from 'node:assert/strict';
import { silence } from '../../support/firewall.ts';
import { Namespace } from '../../support/namespace.ts';
import { evidenceOf, finding, found } from '../../support/scenario.ts';
import { Situation } from '../../support/situation.ts';
import { skipWhere } from '../../support/skipWhere.ts';

describe('scenario: only what grows tells', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('a SYN flood with cookies: nobody fails, and it is said', async () => {
    await using situation = await Situation.make('flood', {}, { firewall: silence });
    assert.deepEqual(situation.result['errors'], {});
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'warning half-open-queue');
    assert.match(
      inspected.report.verdict.sentence,
      /^12[89] half-open connections fill the SYN queue of 0\.0\.0\.0:8001 of sit-server \(process \d+\), which holds 128: the kernel answers with cookies\./,
    );
    assert.equal(finding(inspected, 'syn-queue-overflow').severity, 'warning');
  });

  it('a SYN flood without cookies: real clients time out', async () => {
    const sysctls = { 'net.ipv4.tcp_syncookies': 0, 'net.ipv4.tcp_max_syn_backlog': 128 };
    await using situation = await Situation.make('flood', { seconds: 3 }, { firewall: silence, sysctls });
    assert.deepEqual(situation.result['errors'], { 'timed out': 5 });
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'error half-open-queue');
    assert.match(
      inspected.report.verdict.sentence,
      /of sit-server \(process \d+\), .*the kernel drops new SYNs\./,
    );
  });

  it('a storm of refused connects', async () => {
    await using situation = await Situation.make('refused');
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'warning connects-refused');
    assert.match(
      inspected.report.verdict.sentence,
      /^\d+ connection attempts have failed in the last [\d.]+ s\./,
    );
  });

  it('connections that end by a reset', async () => {
    await using situation = await Situation.make('resets');
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'warning connections-reset');
    const evidence = evidenceOf(finding(inspected, 'connections-reset'));
    assert.ok('Reset here by SO_LINGER with time 0, or data came after close()' in evidence);
  });

  it('a load that is seven seconds young, and full in a few more', async () => {
    await using situation = await Situation.make('steady', { rate: 65, seconds: 7 });
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'warning ephemeral-port-forecast');
    const [destination] = inspected.report.sockets?.destinations ?? [];
    const rate = destination?.closesPerSecond ?? 0;
    assert.ok(rate > 55 && rate < 75, String(rate));
  });

  it('--interval 0 reads once, and says nothing of growth', async () => {
    await using situation = await Situation.make('refused');
    const { report } = await situation.inspect(['--interval', '0']);
    assert.equal(report.rates, undefined);
    assert.equal(
      report.findings.find(({ rule }) => rule === 'connects-refused'),
      undefined,
    );
    const watched = (await situation.inspect(['--interval', '0.5'])).report;
    // A timer may be a millisecond early.
    assert.ok((watched.rates?.seconds ?? 0) > 0.49);
  });
});
