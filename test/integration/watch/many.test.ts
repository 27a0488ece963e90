import assert from 'node:assert/strict';
import { join } from 'node:path';
import { listen } from '../../../src/host/destroyEvents.ts';
import { valueOf } from '../../../src/core/model/outcome.ts';
import { loadLibc } from '../../../src/host/libc.ts';
import { counter } from '../../support/kernelCounts.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath, repository } from '../../support/paths.ts';
import { Setup } from '../../support/setup.ts';
import { Traffic } from '../../support/traffic.ts';
import { waitFor } from '../../support/waitFor.ts';
import { Watching } from '../../support/watching.ts';

/** Many connections: each is counted once at each end, and lost messages are reported. */
describe('watching many connections', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace({
      'net.ipv4.ip_local_port_range': '1024 65535',
      'net.ipv4.tcp_max_tw_buckets': 100_000,
    });
  });

  it('counts as many as the kernel counts opens, at both ends', async () => {
    await using traffic = Traffic.start(namespace);
    const count = 20_000;
    const counters = async (): Promise<readonly number[]> => [
      await counter(namespace, 'Tcp', 'ActiveOpens'),
      await counter(namespace, 'Tcp', 'PassiveOpens'),
      await counter(namespace, 'TcpExt', 'TW'),
    ];
    const before = await counters();
    await using watching = await Watching.start(namespace);
    const at = await traffic.clientTimeWait({ count, address: '127.0.50.5' });
    await watching.heard(2 * count);
    const seen = await watching.stop();
    const grown = (await counters()).map((value, index) => value - (before[index] ?? 0));
    assert.deepEqual(grown, [count, count, count], 'opened, accepted, closed first');
    assert.equal(seen.lost, 0);
    const destination = seen.destinations.find(({ remotePort }) => remotePort === at.port);
    const listener = seen.listeners.find(({ port }) => port === at.port);
    assert.deepEqual([destination?.ended, listener?.ended, seen.ended], [count, count, 2 * count]);
    assert.equal(
      (destination?.closedFirst.us ?? 0) + (destination?.closedFirst.unknown ?? 0),
      count,
      'none is said to have been closed by the peer',
    );
  });

  it('misses none of 20,000 a second for ten seconds, or says how many', async () => {
    const opens = (): Promise<number> => counter(namespace, 'Tcp', 'ActiveOpens');
    const accepts = (): Promise<number> => counter(namespace, 'Tcp', 'PassiveOpens');
    const [openedBefore, acceptedBefore] = [await opens(), await accepts()];
    await using watching = await Watching.start(namespace);
    const script = join(repository, 'test/bench/generatorProcess.ts');
    await namespace.runOk(nodePath, [script, '55', '20000', '10']);
    const [opened, accepted] = [(await opens()) - openedBefore, (await accepts()) - acceptedBefore];
    await watching.heard(opened + accepted);
    const { ended, lost, kinds, destinations, listeners } = await watching.stop();
    assert.ok(opened > 10_000);
    assert.equal(ended + lost, opened + accepted);
    assert.ok(lost < ended / 100, `${String(lost)} lost of ${String(opened + accepted)}`);
    // Those that are open when their program ends are reset.
    assert.ok(kinds.probe > ended * 0.99, JSON.stringify(kinds));
    const sum = (groups: readonly { readonly ended: number }[]): number =>
      groups.reduce((total, group) => total + group.ended, 0);
    assert.equal(sum(destinations) + sum(listeners), ended);
  });

  it('tells how many it lost where the receive buffer is too small', async () => {
    await using traffic = Traffic.start(namespace);
    const libc = await loadLibc();
    const until = new AbortController();
    let received = 0;
    let lostSoFar = 0;
    // Room for a few messages only.
    const listening = listen(
      libc,
      {
        onChunk: () => received++,
        onLost: (lost) => (lostSoFar = lost),
        onListening: () => undefined,
        until: until.signal,
      },
      `/run/netns/${namespace.name}`,
      4096,
    );
    await traffic.clientTimeWait({ count: 2000, address: '127.0.50.6' });
    // The kernel announces them when it has time to.
    await waitFor(
      'all are announced',
      () => received + lostSoFar,
      (known) => known >= 4000,
    );
    until.abort();
    const { lost = 0 } = valueOf(await listening) ?? {};
    assert.ok(lost > 0);
    assert.equal(received + lost, 4000);
  });
});
