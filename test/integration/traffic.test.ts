import assert from 'node:assert/strict';
import { counter, procCounts, sockstat, ssCounts } from '../support/kernelCounts.ts';
import { Namespace } from '../support/namespace.ts';
import { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import { skipWhere } from '../support/skipWhere.ts';

describe('traffic in a network namespace', function () {
  this.timeout(120_000);
  let namespace: Namespace;
  let traffic: Traffic;

  before(function () {
    skipWhere(this, Namespace.unavailable());
  });
  beforeEach(async () => {
    namespace = await Namespace.create();
    traffic = Traffic.start(namespace);
  });
  afterEach(async () => {
    await traffic.dispose();
    await namespace.dispose();
  });

  it('makes TIME_WAIT on the side that closes first, over IPv4, IPv6 and v4-mapped addresses', async () => {
    const near = await traffic.clientTimeWait({ count: 2000, address: '127.0.1.1', port: 8001 });
    await traffic.clientTimeWait({ count: 500, address: '127.0.1.2', port: 8001 });
    await traffic.serverTimeWait({ count: 700, address: '127.0.0.1', port: 8002 });
    await traffic.clientTimeWait({ count: 300, address: '::1', port: 8003 });
    const mapped = await traffic.serverTimeWait({ count: 100, address: '::', port: 8004, to: '127.0.0.1' });
    assert.deepEqual([near.port, mapped.port], [8001, 8004]);

    assert.equal(await sockstat(namespace, 'TCP', 'tw'), 3600);
    assert.equal((await ssCounts(namespace))['TIME-WAIT'], 3600);
    assert.equal((await procCounts(namespace, 'tcp'))['TIME-WAIT'], 3200);
    assert.equal((await procCounts(namespace, 'tcp6'))['TIME-WAIT'], 400);
    assert.equal((await ssCounts(namespace, ['dst', '127.0.1.1:8001']))['TIME-WAIT'], 2000);
    assert.equal((await ssCounts(namespace, ['src', '127.0.0.1:8002']))['TIME-WAIT'], 700);
  });

  it('makes as many TIME_WAIT sockets as were asked for, where clients get their old ports again', async () => {
    await namespace.sysctl('net.ipv4.ip_local_port_range', '40000 40199');
    for (let turn = 0; turn < 2; turn++)
      await traffic.serverTimeWait({ count: 20, address: '127.0.0.1', port: 8002, from: '127.0.0.9' });
    assert.equal((await ssCounts(namespace, ['src', '127.0.0.1:8002']))['TIME-WAIT'], 40);
  });

  it('says so when the kernel cannot hold as many TIME_WAIT sockets', async () => {
    await namespace.sysctl('net.ipv4.ip_local_port_range', '40000 40009');
    const from = '127.0.0.9';
    await traffic.serverTimeWait({ count: 10, address: '127.0.0.1', port: 8002, from });
    await assert.rejects(
      traffic.serverTimeWait({ count: 5, address: '127.0.0.1', port: 8002, from }),
      /The kernel holds 10 TIME_WAIT sockets instead of 15/,
    );
  });

  it('makes CLOSE_WAIT with peers in FIN_WAIT_2 that are held or orphaned', async () => {
    await traffic.closeWait({ count: 40 });
    await traffic.closeWaitWithOrphans({ count: 30 });
    await traffic.closeWait({ count: 5, address: '::1' });

    const counts = await ssCounts(namespace);
    assert.equal(counts['CLOSE-WAIT'], 75);
    assert.equal(counts['FIN-WAIT-2'], 75);
    assert.equal(await sockstat(namespace, 'TCP', 'tw'), 30, 'an orphan in FIN_WAIT_2 counts as tw');
  });

  it('makes listening and established sockets, and closes them again', async () => {
    await traffic.listen('127.0.0.1', 0, 16);
    await traffic.established({ count: 20, address: '::1' });
    const counts = await ssCounts(namespace);
    assert.deepEqual([counts['LISTEN'], counts['ESTAB']], [2, 40]);

    await traffic.release();
    const after = await ssCounts(namespace);
    assert.deepEqual([after['LISTEN'], after['ESTAB']], [undefined, undefined]);
  });

  it('overflows an accept queue', async () => {
    await traffic.acceptQueueOverflow({ count: 12, backlog: 4, port: 8005 });
    const overflows = await waitFor(
      'ListenOverflows',
      () => counter(namespace, 'TcpExt', 'ListenOverflows'),
      (count) => count >= 7,
    );
    assert.ok(overflows >= 7);
    const [row = ''] = (await namespace.runOk('ss', ['-Hltn', 'sport = :8005'])).trim().split('\n');
    assert.deepEqual(row.split(/\s+/).slice(0, 3), ['LISTEN', '5', '4']);
  });

  it('sees nothing of another namespace, and leaves none behind', async () => {
    const other = await Namespace.create({ 'net.ipv4.ip_local_port_range': '40000 40100' });
    await traffic.clientTimeWait({ count: 10 });
    assert.deepEqual(await ssCounts(other), {});
    assert.match(await other.read('/proc/sys/net/ipv4/ip_local_port_range'), /^40000\s+40100\s$/);
    await other.dispose();
    assert.ok(!(await namespace.runOk('ip', ['netns', 'list'])).includes(other.name));
  });
});
