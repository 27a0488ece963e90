import assert from 'node:assert/strict';
import { join } from 'node:path';
import { inspectRequest, type InspectResult } from '../../src/core/protocol/inspection.ts';
import type { Dump } from '../support/dumpedSocket.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath, repository } from '../support/paths.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { Setup } from '../support/setup.ts';
import { firstProcessor, type Place } from '../support/traffic.ts';

/** More than the kernel gives in one call. */
const inTimeWait = 15_000;

describe('a machine with one processor', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let pinned: Place;

  before(async () => {
    namespace = await setup.namespace();
    pinned = {
      spawn: (command, args, options) =>
        namespace.spawn('taskset', ['-c', firstProcessor(), command, ...args], options),
    };
    const traffic = setup.traffic(namespace);
    await traffic.closeWait({ count: 60, address: '127.0.0.1', port: 8004 });
    await traffic.established({ count: 25, address: '::1', port: 8007 });
    await traffic.clientTimeWait({ count: inTimeWait, address: '127.0.1.1', port: 8001 });
  });

  it('has its sockets read over netlink by a server as any other: there the call on another thread takes turns', async () => {
    const one = ['-c', firstProcessor(), nodePath, '-p', 'require("os").availableParallelism()'];
    assert.equal((await namespace.runOk('taskset', one)).trim(), '1');
    const [usual, alone] = [await inspected(namespace), await inspected(pinned)];
    assert.equal(alone.collector.used, 'sock_diag');
    const { sockets } = alone;
    assert.equal(sockets?.states.find(({ state }) => state === 'TIME_WAIT')?.count, inTimeWait);
    assert.deepEqual(
      { total: sockets.total, states: sockets.states, clients: sockets.clients },
      {
        total: usual.sockets?.total,
        states: usual.sockets?.states,
        clients: usual.sockets?.clients,
      },
    );
  });

  it('gives the same table, row by row', async () => {
    const script = join(repository, 'test/support/dumpSockets.ts');
    const usual = await namespace.runOk(nodePath, [script, 'sock_diag']);
    const alone = await namespace.runOk('taskset', ['-c', firstProcessor(), nodePath, script, 'sock_diag']);
    const [of, pinnedOf] = [usual, alone].map((text) => {
      const { sock_diag } = JSON.parse(text) as { readonly sock_diag: Dump };
      return sock_diag.sockets
        .map(({ state, local, remote, uid, inode }) => [state, local, remote, uid, inode].join(' '))
        .sort();
    });
    assert.ok((of?.length ?? 0) > inTimeWait);
    assert.deepEqual(pinnedOf, of);
  });
});

async function inspected(place: Place): Promise<InspectResult['report']> {
  const server = await ServerProcess.start(place);
  try {
    return (await server.send(inspectRequest, { host: 'local', collector: 'sock_diag' })).report;
  } finally {
    await server[Symbol.asyncDispose]();
  }
}
