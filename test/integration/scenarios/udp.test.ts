import assert from 'node:assert/strict';
import { Namespace } from '../../support/namespace.ts';
import { found } from '../../support/scenario.ts';
import { Situation } from '../../support/situation.ts';
import { skipWhere } from '../../support/skipWhere.ts';

describe('scenario: UDP', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  for (const [how, errors] of [
    ['connect', { EAGAIN: 300 }],
    ['bind', { EADDRINUSE: 300 }],
  ] as const) {
    it(`has no port left for ${how}(): the process is named, and TCP counts stay as they are`, async () => {
      await using situation = await Situation.make('udp', { how });
      assert.deepEqual(situation.result['errors'], errors);
      const inspected = await situation.inspect();
      assert.equal(found(inspected)[0], 'error udp-port-exhaustion');
      assert.match(
        inspected.report.verdict.sentence,
        /^sit-client \(process \d+\) holds most of the UDP ports of 127\.0\.0\.1: 1,000 of 1,000/,
      );
      assert.equal(inspected.report.sockets?.total, 0);
    });
  }

  for (const [how, addresses, says] of [
    ['an address and its IPv4-mapped form', ['127.0.0.1', '::ffff:127.0.0.1'], '127.0.0.1'],
    ['two addresses, for whoever names none', ['127.0.0.1', '127.0.0.2'], 'all local addresses'],
  ] as const)
    it(`has no port left at ${how}`, async () => {
      await using situation = await Situation.make('udp_addresses', { addresses });
      assert.deepEqual(situation.result['tries'], { EAGAIN: 20 });
      const { report } = await situation.inspect();
      assert.equal(report.findings[0]?.severity, 'error');
      assert.ok(report.verdict.sentence.includes(`holds most of the UDP ports of ${says}: 1,000 of 1,000`));
    });

  it('has half of its ports left: nothing is said', async () => {
    await using situation = await Situation.make('udp_addresses', { addresses: ['127.0.0.1'], each: 500 });
    assert.deepEqual(situation.result['tries'], {});
    assert.equal((await situation.inspect()).report.verdict.severity, 'healthy');
  });

  it('loses datagrams, because a program reads too slowly', async () => {
    await using situation = await Situation.make('udp_drops');
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'warning udp-receive-drops');
    assert.match(
      inspected.report.verdict.sentence,
      /^sit-server \(process \d+\) has lost [\d,]+ UDP datagrams on 127\.0\.0\.1:8125/,
    );
  });

  it('has ports enough: nothing is said', async () => {
    await using situation = await Situation.make('udp', { count: 100 });
    assert.deepEqual(
      found(await situation.inspect()).filter((one) => /^(error|warning) /.test(one)),
      [],
    );
  });
});
