import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '../../../src/host/destroyEvents.ts';
import { valueOf } from '../../../src/core/model/outcome.ts';
import { loadLibc } from '../../../src/host/libc.ts';
import { counter } from '../../support/kernelCounts.ts';
import { Namespace } from '../../support/namespace.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { Traffic } from '../../support/traffic.ts';
import { Watching } from '../../support/watching.ts';

/** Many connections: each is counted once at each end, and lost messages are reported. */
describe('watching many connections', function () {
  this.timeout(60_000);
  let namespace: Namespace;

  before(async function () {
    skipWhere(this, Namespace.unavailable());
    namespace = await Namespace.create({
      'net.ipv4.ip_local_port_range': '1024 65535',
      'net.ipv4.tcp_max_tw_buckets': 100_000,
    });
  });
  after(() => namespace.dispose());

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

  it('tells how many it lost where the receive buffer is too small', async () => {
    await using traffic = Traffic.start(namespace);
    const libc = await loadLibc();
    const until = new AbortController();
    let received = 0;
    // Room for a few messages only.
    const listening = listen(
      libc,
      { onChunk: () => received++, onListening: () => undefined, until: until.signal },
      `/run/netns/${namespace.name}`,
      4096,
    );
    await traffic.clientTimeWait({ count: 2000, address: '127.0.50.6' });
    await sleep(500);
    until.abort();
    const { lost = 0 } = valueOf(await listening) ?? {};
    assert.ok(lost > 0);
    assert.equal(received + lost, 4000);
  });
});
