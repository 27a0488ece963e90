import assert from 'node:assert/strict';
import { watchConnections } from '../../../src/core/inspect/watchConnections.ts';
import { problemsOf, valueOf } from '../../../src/core/model/outcome.ts';
import { parseSshAddress } from '../../../src/core/model/sshAddress.ts';
import type { WatchedConnections, WatchedDestination } from '../../../src/core/model/watched.ts';
import { ShellEnds } from '../../../src/host/shell/shellEnds.ts';
import { ShellHost } from '../../../src/host/shell/shellHost.ts';
import { sshPlace } from '../../../src/host/ssh/sshPlace.ts';
import { steadyClock } from '../../../src/host/steadyClock.ts';
import type { Namespace } from '../../support/namespace.ts';
import { Setup } from '../../support/setup.ts';
import { sshIn } from '../../support/sshClient.ts';
import { SshServer, type SshServerOptions } from '../../support/sshServer.ts';
import { Traffic } from '../../support/traffic.ts';

/** Over ssh there is only what `ss -E` of the other host prints. */
describe('watching connections over ssh', function () {
  this.timeout(60_000);
  const setup = new Setup(() => SshServer.unavailable());
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace();
  });

  /** Watches until what is made `meanwhile` is there, and enough of it was seen. */
  async function watched(
    options: SshServerOptions,
    meanwhile: () => Promise<void>,
    isEnough: (seen: WatchedConnections) => boolean,
  ) {
    await using server = await SshServer.start(namespace, options);
    const address = valueOf(parseSshAddress('web1'));
    assert.ok(address);
    const place = sshPlace(address, await sshIn(namespace, server));
    const host = new ShellHost(place);
    const until = new AbortController();
    let made: 'not yet' | 'in part' | 'all' = 'not yet';
    let failed: unknown;
    const watching = watchConnections({
      ...steadyClock,
      source: new ShellEnds(place, host),
      host,
      until: until.signal,
      onProgress: (progress) => {
        if (progress.seconds > 0 && made === 'not yet') {
          made = 'in part';
          meanwhile().then(
            () => (made = 'all'),
            (error: unknown) => {
              failed = error;
              until.abort();
            },
          );
        }
        if (made === 'all' && isEnough(progress.result())) until.abort();
      },
    });
    const outcome = await watching;
    if (failed !== undefined) throw failed as Error;
    await host.dispose();
    assert.deepEqual(await server.clients(), [], 'nothing is left behind');
    return outcome;
  }

  it('tells the kinds that ss can tell, and who listens', async () => {
    await using traffic = Traffic.start(namespace);
    let port = 0;
    const outcome = await watched(
      {},
      async () => {
        ({ port } = await traffic.clientTimeWait({ count: 60, address: '127.0.60.6' }));
      },
      (all) =>
        destinationOf(all, port)?.ended === 60 &&
        all.listeners.find((one) => one.port === port)?.ended === 60,
    );
    const seen = valueOf(outcome);
    assert.deepEqual(problemsOf(outcome), []);
    const destination = destinationOf(seen, port);
    assert.equal(destination?.ended, 60);
    assert.equal(destination.kinds.probe + destination.kinds.exchange, 60);
    assert.equal(destination.closedFirst.us, 60);
    assert.equal(seen?.listeners.find((one) => one.port === port)?.ended, 60);
  });

  it('says so where nothing makes ss hand on each line, and tells what came nevertheless', async () => {
    await using traffic = Traffic.start(namespace);
    let port = 0;
    const prepare = 'mount --bind /dev/null "$(readlink -f "$(command -v stdbuf)")"';
    const outcome = await watched(
      { prepare },
      async () => {
        ({ port } = await traffic.clientTimeWait({ count: 600, address: '127.0.60.7' }));
      },
      (result) => (destinationOf(result, port)?.ended ?? 0) > 300,
    );
    assert.deepEqual(
      problemsOf(outcome).map(({ code }) => code),
      ['watch-buffered'],
    );
    const seen = destinationOf(valueOf(outcome), port)?.ended ?? 0;
    assert.ok(seen > 300 && seen <= 600, `${String(seen)} of 600: all but those in a buffer of ss`);
  });

  it('says so where the ss of that host cannot', async () => {
    const prepare = 'mount --bind /bin/false "$(readlink -f "$(command -v ss)")"';
    const none = await watched(
      { prepare },
      () => Promise.resolve(),
      () => false,
    );
    assert.equal(problemsOf(none)[0]?.code, 'no-ss-events');
  });
});

function destinationOf(seen: WatchedConnections | undefined, port: number): WatchedDestination | undefined {
  return seen?.destinations.find(({ remotePort }) => remotePort === port);
}
