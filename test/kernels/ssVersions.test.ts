import assert from 'node:assert/strict';
import { delimiter, join } from 'node:path';
import { debianReleases } from '../../scripts/kernels/debianReleases.ts';
import { ssFolder } from '../../scripts/kernels/olderSs.ts';
import type { Dump, DumpedSocket } from '../support/dumpedSocket.ts';
import { Namespace } from '../support/namespace.ts';
import { nodePath, repository } from '../support/paths.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { Traffic } from '../support/traffic.ts';

/** Sockets in every state that lasts; TIME_WAIT for a minute, so nothing is downloaded once they are there. */
async function makeTraffic(traffic: Traffic): Promise<void> {
  await traffic.clientTimeWait({ count: 50, address: '127.0.1.1', port: 8001 });
  await traffic.clientTimeWait({ count: 20, address: '::1', port: 8002 });
  await traffic.serverTimeWait({ count: 20, address: '::', port: 8003, to: '127.0.0.1' });
  await traffic.closeWait({ count: 20, address: '127.0.0.1', port: 8004 });
  await traffic.closeWaitWithOrphans({ count: 20, address: '::1', port: 8005 });
  await traffic.established({ count: 10, address: '::', port: 8006, to: '127.0.0.1' });
}

describe('the ss collector with other versions of ss', function () {
  this.timeout(15 * 60_000); // it downloads four releases' lists and packages
  before(function () {
    skipWhere(
      this,
      Namespace.unavailable() ?? (process.arch === 'x64' ? null : 'the packages are for x86-64'),
    );
  });

  for (const release of debianReleases)
    it(`iproute2 ${release.iproute2} gives the table that sock_diag gives`, async function () {
      const folder = await ssFolder(release).catch((error: unknown) => {
        if (release.mayBeMissing !== undefined) skipWhere(this, `${release.mayBeMissing}: ${String(error)}`);
        throw error;
      });
      await using namespace = await Namespace.create();
      await using traffic = Traffic.start(namespace);
      await makeTraffic(traffic);
      const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
      const path = await namespace.runOk('sh', ['-c', 'command -v ss'], { env });
      assert.equal(path.trim(), join(folder, 'ss'));
      const script = join(repository, 'test/support/dumpSockets.ts');
      const dumps = JSON.parse(
        await namespace.runOk(nodePath, [script, 'sock_diag', 'ss'], { env }),
      ) as Readonly<Record<'sock_diag' | 'ss', Dump>>;
      assert.ok(dumps.ss.sockets.length > 100);
      assert.deepEqual(comparable(dumps.ss), comparable(dumps.sock_diag));
    });
});

function comparable({ sockets }: Dump): readonly string[] {
  return sockets.map(text).sort();
}

function text({ state, local, remote, receiveQueue, sendQueue, uid, inode, timer }: DumpedSocket): string {
  return [state, local, remote, receiveQueue, sendQueue, uid, inode, timer].join(' ');
}
