import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Dump, DumpedSocket } from '../support/dumpedSocket.ts';
import { procCounts, ssCounts } from '../support/kernelCounts.ts';
import { ownsKernel } from '../support/kernelFiles.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath, repository } from '../support/paths.ts';
import { Setup } from '../support/setup.ts';

/** `ss` prints whole seconds from 10 s on, and the kernel counts a timer in ticks. */
const timerResolutionMs = 1100;

/** On an emulated processor the first of more sockets would leave TIME_WAIT before the last is made. */
const counts = ownsKernel ? { ipv4: 200, ipv6: 100, server: 60 } : { ipv4: 3000, ipv6: 400, server: 250 };
const inTimeWait = counts.ipv4 + counts.ipv6 + counts.server;

describe('collectors of one network namespace', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let dumps: Readonly<Record<'sock_diag' | 'ss' | 'proc', Dump>>;
  let dump: Readonly<Record<'sock_diag' | 'ss' | 'proc', readonly DumpedSocket[]>>;

  before(async () => {
    namespace = await setup.namespace();
    const traffic = setup.traffic(namespace);
    await traffic.closeWait({ count: 60, address: '127.0.0.1', port: 8004 });
    await traffic.established({ count: 25, address: '::', port: 8006, to: '127.0.0.1' });
    await traffic.established({ count: 25, address: '::1', port: 8007 });
    await traffic.acceptQueueOverflow({ count: 8, backlog: 3, port: 8008 });
    await traffic.listen('127.0.0.1', 8009, 7);
    // Last what is there for a minute only.
    await traffic.closeWaitWithOrphans({ count: 40, address: '::1', port: 8005 });
    await traffic.serverTimeWait({ count: counts.server, address: '::', port: 8003, to: '127.0.0.1' });
    await traffic.clientTimeWait({ count: counts.ipv6, address: '::1', port: 8002 });
    await traffic.clientTimeWait({ count: counts.ipv4, address: '127.0.1.1', port: 8001 });
    const script = join(repository, 'test/support/dumpSockets.ts');
    dumps = JSON.parse(await namespace.runOk(nodePath, [script, 'sock_diag', 'ss', 'proc'])) as typeof dumps;
    dump = { sock_diag: dumps.sock_diag.sockets, ss: dumps.ss.sockets, proc: dumps.proc.sockets };
  });

  it('give equal tables: state, addresses, ports, uid, inode, queues, kind of timer', () => {
    const [diag, ss, proc] = [steady(dump.sock_diag), steady(dump.ss), steady(dump.proc)];
    assert.ok(ss.length > inTimeWait + 150, `only ${String(ss.length)} sockets`);
    assert.deepEqual(ss.map(equalPart), proc.map(equalPart));
    assert.deepEqual(diag.map(equalPart), proc.map(equalPart));
  });

  it('agree in timers within the resolution of ss', () => {
    const proc = new Map(steady(dump.proc).map((socket) => [identity(socket), socket.timerMs]));
    const apart = (['ss', 'sock_diag'] as const).flatMap((id) =>
      steady(dump[id]).filter((socket) => {
        const other = proc.get(identity(socket));
        return other === undefined || !endTogether(dumps[id], socket.timerMs, dumps.proc, other);
      }),
    );
    assert.deepEqual(apart.slice(0, 5), []);
    const timed = dump.ss.filter(
      ({ state, timerMs }) => state === 'TIME_WAIT' && timerMs > 0 && timerMs <= 60_000,
    );
    assert.equal(timed.length, inTimeWait);
  });

  it('count what the kernel and ss count', async () => {
    const kernel = await ssCounts(namespace);
    const count = (state: string): number => dump.ss.filter((socket) => socket.state === state).length;
    assert.equal(count('TIME_WAIT'), inTimeWait);
    assert.equal(count('TIME_WAIT'), kernel['TIME-WAIT']);
    assert.equal(count('CLOSE_WAIT'), kernel['CLOSE-WAIT']);
    assert.equal(count('ESTABLISHED'), kernel['ESTAB']);
    assert.equal(count('LISTEN'), kernel['LISTEN']);
    assert.equal(count('FIN_WAIT2'), 100);
    const inet6 = await procCounts(namespace, 'tcp6');
    const isIPv6 = ({ local }: DumpedSocket): boolean => local.includes(':');
    assert.equal(
      dump.proc.filter((socket) => isIPv6(socket) && socket.state === 'TIME_WAIT').length,
      inet6['TIME-WAIT'],
    );
  });

  it('know the orphaned FIN_WAIT2 from the one that a process holds', () => {
    const timers = (timer: number): number =>
      dump.proc.filter((socket) => socket.state === 'FIN_WAIT2' && socket.timer === timer).length;
    assert.equal(timers(3), 40, 'orphans have a timewait timer');
    assert.equal(timers(0), 60);
  });

  it('have the limit of the accept queue from sock_diag and ss, and no such column from /proc', () => {
    const limits = (sockets: readonly DumpedSocket[], port: number): readonly unknown[] =>
      sockets
        .filter(({ state, local }) => state === 'LISTEN' && local.endsWith(` ${String(port)}`))
        .map(({ receiveQueue, acceptQueueLimit }) => [receiveQueue, acceptQueueLimit]);
    assert.deepEqual(limits(dump.ss, 8008), [[4, 3]]);
    assert.deepEqual(limits(dump.ss, 8009), [[0, 7]]);
    assert.deepEqual(limits(dump.sock_diag, 8008), [[4, 3]]);
    assert.deepEqual(limits(dump.sock_diag, 8009), [[0, 7]]);
    assert.deepEqual(limits(dump.proc, 8008), [[4, null]]);
  });
});

/** Without handshakes that are still going on: they come and go by themselves. */
function steady(sockets: readonly DumpedSocket[]): readonly DumpedSocket[] {
  return sockets
    .filter(({ state }) => state !== 'SYN_SENT' && state !== 'SYN_RECV')
    .sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
}

/** Whether two timers, each read at some point of its dump, can run out at one time. */
function endTogether(a: Dump, aMs: number, b: Dump, bMs: number): boolean {
  if (aMs === 0 || bMs === 0) return aMs === bMs;
  const first = Math.max(a.fromMs + aMs, b.fromMs + bMs);
  const last = Math.min(a.toMs + aMs, b.toMs + bMs);
  return first - last <= timerResolutionMs;
}

function identity({ state, local, remote }: DumpedSocket): string {
  return `${state} ${local} ${remote}`;
}

function equalPart(socket: DumpedSocket): unknown {
  return { ...socket, timerMs: 'compared by itself', acceptQueueLimit: 'not in every source' };
}
