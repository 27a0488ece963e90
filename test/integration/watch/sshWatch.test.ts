import assert from 'node:assert/strict';
import { watchConnections } from '../../../src/core/inspect/watchConnections.ts';
import { problemsOf, valueOf } from '../../../src/core/model/outcome.ts';
import { parseSshAddress } from '../../../src/core/model/sshAddress.ts';
import { ShellEnds } from '../../../src/host/shell/shellEnds.ts';
import { ShellHost } from '../../../src/host/shell/shellHost.ts';
import { sshPlace } from '../../../src/host/ssh/sshPlace.ts';
import { steadyClock } from '../../../src/host/steadyClock.ts';
import { Namespace } from '../../support/namespace.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { sshIn } from '../../support/sshClient.ts';
import { SshServer, type SshServerOptions } from '../../support/sshServer.ts';
import { Traffic } from '../../support/traffic.ts';

/** Over ssh there is only what `ss -E` of the other host prints. */
describe('watching connections over ssh', function () {
  this.timeout(60_000);
  let namespace: Namespace;

  before(async function () {
    skipWhere(this, Namespace.unavailable() ?? SshServer.unavailable());
    namespace = await Namespace.create();
  });
  after(() => namespace.dispose());

  async function watched(options: SshServerOptions, seconds: number, meanwhile: () => Promise<void>) {
    await using server = await SshServer.start(namespace, options);
    const address = valueOf(parseSshAddress('web1'));
    assert.ok(address);
    const place = sshPlace(address, await sshIn(namespace, server));
    const host = new ShellHost(place);
    const until = new AbortController();
    let isBegun = false;
    const watching = watchConnections({
      ...steadyClock,
      source: new ShellEnds(place, host),
      host,
      until: until.signal,
      seconds,
      onProgress: ({ seconds: passed }) => {
        if (passed === 0 || isBegun) return;
        isBegun = true;
        void meanwhile();
      },
    });
    const outcome = await watching;
    await host.dispose();
    assert.deepEqual(await server.clients(), [], 'nothing is left behind');
    return outcome;
  }

  it('tells the kinds that ss can tell, and who listens', async () => {
    await using traffic = Traffic.start(namespace);
    let port = 0;
    const outcome = await watched({}, 4, async () => {
      ({ port } = await traffic.clientTimeWait({ count: 60, address: '127.0.60.6' }));
    });
    const seen = valueOf(outcome);
    assert.deepEqual(problemsOf(outcome), []);
    const destination = seen?.destinations.find(({ remotePort }) => remotePort === port);
    assert.equal(destination?.ended, 60);
    assert.equal(destination.kinds.probe + destination.kinds.exchange, 60);
    assert.equal(destination.closedFirst.us, 60);
    assert.equal(seen?.listeners.find((one) => one.port === port)?.ended, 60);
  });

  it('says so where nothing makes ss hand on each line, and tells what came nevertheless', async () => {
    await using traffic = Traffic.start(namespace);
    let port = 0;
    const prepare = 'mount --bind /dev/null "$(readlink -f "$(command -v stdbuf)")"';
    const outcome = await watched({ prepare }, 4, async () => {
      ({ port } = await traffic.clientTimeWait({ count: 600, address: '127.0.60.7' }));
    });
    assert.deepEqual(
      problemsOf(outcome).map(({ code }) => code),
      ['watch-buffered'],
    );
    const seen = valueOf(outcome)?.destinations.find(({ remotePort }) => remotePort === port)?.ended ?? 0;
    assert.ok(seen > 300 && seen <= 600, `${String(seen)} of 600: all but those in a buffer of ss`);
  });

  it('says so where the ss of that host cannot', async () => {
    const prepare = 'mount --bind /bin/false "$(readlink -f "$(command -v ss)")"';
    const none = await watched({ prepare }, 3, () => Promise.resolve());
    assert.equal(problemsOf(none)[0]?.code, 'no-ss-events');
  });
});
