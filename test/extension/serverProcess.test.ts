import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CancellationError, CancellationTokenSource, languages, workspace } from 'vscode';
import { isUserError } from '../../src/extension/errors.ts';
import { waitFor } from '../support/waitFor.ts';
import { DiagnosticsServer, serverProcesses, withHangingSs } from './support/diagnosticsServer.ts';

describe('the server process', () => {
  it('is started by the first request, not before, and ends with its client', async () => {
    const before = await serverProcesses();
    {
      await using server = new DiagnosticsServer();
      assert.deepEqual(await serverProcesses(), before);
      assert.ok((await server.inspect()).report.sockets);
      assert.equal((await serverProcesses()).length, before.length + 1);
    }
    await waitFor('its end', serverProcesses, (pids) => pids.length === before.length);
  });

  it('stops collecting when the request is cancelled', async () => {
    await withHangingSs(async (pidFile) => {
      await using server = new DiagnosticsServer();
      const source = new CancellationTokenSource();
      const failed = server.inspect(source.token).catch((error: unknown) => error);
      const pid = await waitFor(
        'ss',
        () => readFile(pidFile, 'utf8').catch(() => ''),
        (text) => text !== '',
      );
      source.cancel();
      assert.ok((await failed) instanceof CancellationError);
      await waitFor('the end of ss', () => !existsSync(`/proc/${pid.trim()}`));
    });
  });

  it('fails what was asked when it dies, says so, and is there again for the next request', async () => {
    await using server = new DiagnosticsServer();
    let stopped = 0;
    server.client.onDidStop(() => {
      stopped++;
    });
    await withHangingSs(async (pidFile) => {
      const before = await serverProcesses();
      const failed = server.inspect().catch((error: unknown) => error);
      await waitFor('ss', () => existsSync(pidFile));
      const [pid] = (await serverProcesses()).filter((process_) => !before.includes(process_));
      process.kill(pid ?? -1, 'SIGKILL');
      const error = await failed;
      assert.ok(isUserError(error), String(error));
      assert.equal(error.code, 'server-stopped');
      assert.match(error.nextStep, /Retry/);
    });
    await waitFor('the news', () => stopped === 1);
  });

  it('does not check a document again that ended it, says so, and checks it when it is asked to', async function () {
    this.timeout(120_000);
    const others = await serverProcesses();
    await using server = new DiagnosticsServer();
    let deaths = 0;
    server.client.onDidStop(() => {
      deaths++;
    });
    // Less than the document needs, and enough for a server. The one that takes its place gets as much as any.
    const options = process.env['NODE_OPTIONS'];
    process.env['NODE_OPTIONS'] = '--max-old-space-size=26';
    try {
      await server.client.start();
    } finally {
      if (options === undefined) delete process.env['NODE_OPTIONS'];
      else process.env['NODE_OPTIONS'] = options;
    }
    const line = (at: number): string => `net.ipv4.unknown_${at} = ${'1 '.repeat(39)}`;
    const content = Array.from({ length: 19_500 }, (_, at) => line(at)).join('\n');
    const { uri } = await workspace.openTextDocument({ language: 'sysctl', content });
    const saysSo = (): boolean =>
      languages.getDiagnostics(uri).some(({ message }) => message.includes('stopped while it checked'));
    await waitFor('the message about the document', saysSo, Boolean, 40_000);
    assert.equal(deaths, 1);
    const own = async (): Promise<readonly number[]> =>
      (await serverProcesses()).filter((pid) => !others.includes(pid));
    const alive = await own();
    await server.client.checkAgain(uri.toString());
    await waitFor('the check', () => !saysSo(), Boolean, 40_000);
    assert.deepEqual(await own(), alive);
    assert.equal(deaths, 1);
  });

  it('can die again and again without being lost for ever', async () => {
    const others = await serverProcesses();
    await using server = new DiagnosticsServer();
    await server.inspect();
    for (let death = 0; death < 5; death++) {
      const stopped = new Promise<void>((resolve) => {
        server.client.onDidStop(resolve);
      });
      const pid = (await serverProcesses()).find((one) => !others.includes(one));
      process.kill(pid ?? -1, 'SIGKILL');
      await stopped;
      assert.ok((await server.inspect()).report.sockets, `after death ${String(death + 1)}`);
    }
  });
});
