import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readZip, unpackVsix } from '../../scripts/lib/zip.ts';
import { isPreRelease, readOwnManifest } from '../../scripts/package/manifest.ts';
import { packVsix, vsixOf } from '../../scripts/package/pack.ts';
import { isPlatform, machineTarget, type Target, universal } from '../../scripts/package/targets.ts';
import type { InspectResult } from '../../src/core/protocol/inspection.ts';
import { inspectIn } from '../support/cli.ts';
import type { Namespace } from '../support/namespace.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { Setup } from '../support/setup.ts';
import { skipWhere } from '../support/skipWhere.ts';

/** Far from the checkout, so that no `node_modules` of ours is found. */
describe('the packed extension, unpacked', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let folder: string;

  before(async () => {
    folder = await setup.folder();
    namespace = await setup.namespace();
    const traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 321, address: '127.0.1.1', port: 8001 });
  });

  async function unpacked(target: Target): Promise<string> {
    const into = join(folder, target.name);
    await packVsix(target);
    await unpackVsix(vsixOf(target), into);
    return into;
  }

  async function inspectByServer(place: string): Promise<InspectResult['report']> {
    await using server = await ServerProcess.start(namespace, undefined, join(place, 'dist/server.js'));
    const { report } = await server.connection.sendRequest<InspectResult>('socketDiagnostics/inspect', {
      host: 'local',
      collector: 'auto',
    });
    return report;
  }

  it('asks the kernel over netlink where it was packed for the platform', async function () {
    const target = machineTarget();
    skipWhere(this, isPlatform(target) ? null : 'koffi has no binary for this platform');
    const place = await unpacked(target);
    const { report } = await inspectIn(namespace, [], { cli: join(place, 'dist/cli.js') });
    for (const { collector, timeWait } of [report, await inspectByServer(place)]) {
      assert.equal(collector.used, 'sock_diag');
      assert.deepEqual(collector.attempts, []);
      assert.equal(timeWait.count, 321);
    }
  });

  it('is marked as what its version is, a release or a pre-release', async () => {
    await packVsix(universal);
    const entries = await readZip(vsixOf(universal));
    const manifest = entries
      .find(({ name }) => name === 'extension.vsixmanifest')
      ?.contents()
      .toString();
    const { version } = await readOwnManifest();
    assert.equal(
      manifest?.includes('Id="Microsoft.VisualStudio.Code.PreRelease" Value="true"'),
      isPreRelease(version),
    );
  });

  it('uses ss, and says why, where it was packed for every platform', async () => {
    const place = await unpacked(universal);
    const { report } = await inspectIn(namespace, [], { cli: join(place, 'dist/cli.js') });
    for (const { collector, timeWait } of [report, await inspectByServer(place)]) {
      assert.equal(collector.used, 'ss');
      assert.deepEqual(
        collector.attempts.map(({ collector: id }) => id),
        ['sock_diag'],
      );
      assert.match(collector.attempts[0]?.reason ?? '', /cannot use netlink on linux-\w+: .*koffi/);
      assert.equal(timeWait.count, 321);
    }
  });
});
