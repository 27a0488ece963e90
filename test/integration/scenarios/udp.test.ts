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
