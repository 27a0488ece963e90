import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSnapshot } from '../../src/core/model/snapshotFile/encodeSnapshot.ts';
import { hostId } from '../../src/core/model/hostId.ts';
import type { HostsResult } from '../../src/core/protocol/hosts.ts';
import type { ChildrenResult, InspectResult } from '../../src/core/protocol/inspection.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { smallReportInput } from '../support/smallHost.ts';
import { here, type Place } from '../support/traffic.ts';

/** The server process of a machine that runs something else, as far as Node.js tells it. */
function machine(platform: NodeJS.Platform): Place {
  const pretend = `Object.defineProperty(process, 'platform', { value: '${platform}' })`;
  return {
    spawn: (command, args, options) =>
      here.spawn(
        command,
        ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, ...args],
        options,
      ),
  };
}

for (const platform of ['win32', 'darwin'] as const)
  describe(`on ${platform}`, () => {
    let folder: string;
    let path: string;
    let server: ServerProcess;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
      path = join(folder, 'web1.snapshot.json');
      const { snapshot, requested, owners } = smallReportInput();
      await writeFile(path, encodeSnapshot({ snapshot, requested, owners }));
      server = await ServerProcess.start(machine(platform));
    });
    after(async () => {
      assert.equal(await server.stop(), 0);
      await rm(folder, { recursive: true, force: true });
    });

    function inspect(host: string): Promise<InspectResult> {
      return server.connection.sendRequest('socketDiagnostics/inspect', { host, collector: 'auto' });
    }

    it('says why this machine has no sockets', async () => {
      const { unreadable, report } = await inspect('local');
      assert.equal(report.host.platform, platform);
      assert.deepEqual([unreadable?.kind, unreadable?.code], ['unavailable', 'not-linux']);
      assert.match(unreadable?.nextStep ?? '', /\w/);
    });

    it('opens what was saved on Linux, with the same report and the same sockets', async () => {
      const { report, roots, inspection } = await inspect(hostId('file', path));
      assert.equal(report.openedFrom, path);
      assert.deepEqual([report.host.label, report.host.platform], ['web1', 'linux']);
      assert.equal(report.timeWait.count, 12);
      const timeWait = roots.find(({ state }) => state === 'TIME_WAIT');
      const page: ChildrenResult = await server.connection.sendRequest('socketDiagnostics/children', {
        inspection,
        parent: timeWait?.id,
        offset: 0,
        limit: 100,
      });
      assert.ok(page.kind === 'page' && page.rows.length > 0, JSON.stringify(page));
    });

    it('lists no network namespaces', async () => {
      const { hosts }: HostsResult = await server.connection.sendRequest('socketDiagnostics/hosts');
      assert.deepEqual(
        hosts.map(({ id }) => id),
        ['local'],
      );
    });
  });
