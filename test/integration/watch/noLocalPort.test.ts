import assert from 'node:assert/strict';
import type { Namespace } from '../../support/namespace.ts';
import { otherUsersMissing } from '../../support/otherUsersMissing.ts';
import { Setup } from '../../support/setup.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { asNobody, makeEndings, Watching } from '../../support/watching.ts';

/** Failures of connect() that no counter of Linux counts. */
describe('watching connect() fail', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace({ 'net.ipv4.ip_local_port_range': '40000 40019' });
  });

  for (const [user, prefix] of [
    ['root', []],
    ['nobody', asNobody],
  ] as const) {
    for (const family of [4, 6] as const) {
      it(`for want of a local port over IPv${String(family)}: ${user} sees how often, and to which address`, async function () {
        if (user === 'nobody') skipWhere(this, otherUsersMissing());
        await using watching = await Watching.start(namespace, prefix);
        const { pid } = await makeEndings(namespace, family, 'no-local-port', 23);
        await watching.heard(46);
        const seen = await watching.stop();
        const address = family === 4 ? '127.0.0.1' : '::1';
        const destination = seen.destinations.find(({ remoteAddress }) => remoteAddress === address);
        assert.equal(destination?.kinds.noLocalPort, 46);
        assert.equal(destination.ended, 46);
        assert.deepEqual(destination.closedFirst, { us: 0, peer: 0, unknown: 46 });
        assert.equal(
          seen.history.failed.reduce((sum, one) => sum + one, 0),
          46,
        );
        if (user === 'root')
          assert.deepEqual(
            destination.processes.map((one) => ({ pid: one.pid, name: one.name, probably: one.probably })),
            [{ pid, name: 'python3', probably: true }],
          );
        process.kill(pid, 'SIGKILL');
      });
    }
  }
});
