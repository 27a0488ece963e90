import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  CancellationError,
  CancellationTokenSource,
  commands,
  languages,
  Position,
  workspace,
  WorkspaceEdit,
  type Hover,
  type Uri,
} from 'vscode';
import { isUserError } from '../../src/extension/errors.ts';
import { FakeSs } from '../support/fakeSs.ts';
import { repository } from '../support/paths.ts';
import { childrenOf, descriptorsOf } from '../support/processCounts.ts';
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
      assert.ok(pid !== undefined);
      process.kill(pid, 'SIGKILL');
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
      assert.ok(pid !== undefined);
      process.kill(pid, 'SIGKILL');
      await stopped;
      assert.ok((await server.inspect()).report.sockets, `after death ${String(death + 1)}`);
    }
  });

  it('loses and leaves nothing when it is killed ten times, while it collects and while somebody types', async function () {
    this.timeout(120_000);
    const line = 'net.ipv4.tcp_tw_recycle = 1\n';
    const { uri } = await workspace.openTextDocument({ language: 'sysctl', content: line });
    // Those of the installed extension.
    await waitFor('its diagnostics', () => languages.getDiagnostics(uri).length > 0, Boolean, 20_000);
    const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    // A path of its own tells its processes from those of other servers.
    await symlink(join(repository, 'dist'), join(folder, 'dist'));
    const ss = await FakeSs.create();
    const path = process.env['PATH'];
    process.env['PATH'] = ss.env['PATH'];
    try {
      await using server = new DiagnosticsServer({ extensionFolder: folder });
      let deaths = 0;
      server.client.onDidStop(() => {
        deaths++;
      });
      await server.inspect();
      await waitFor('its diagnostics, too', () => languages.getDiagnostics(uri).length > 1, Boolean, 20_000);
      const before = await traces(uri);
      for (let death = 1; death <= 10; death++) {
        const [pid = -1, ...more] = await serverProcesses(folder);
        assert.deepEqual(more, []);
        if (death % 2 === 0) {
          await type(uri, '# typed\n');
          process.kill(pid, 'SIGKILL');
        } else {
          await ss.be('hang');
          const failed = server.inspect().catch((error: unknown) => error);
          const hanging = await waitFor('ss', () => ss.pid());
          process.kill(pid, 'SIGKILL');
          const error = await failed;
          assert.ok(isUserError(error) && error.code === 'server-stopped', JSON.stringify(error));
          await waitFor('the end of ss', () => !existsSync(`/proc/${String(hanging)}`));
          await ss.be('real');
        }
        await waitFor('the news', () => deaths === death);
        assert.ok((await server.inspect()).report.sockets, `after death ${String(death)}`);
      }
      const document = await workspace.openTextDocument(uri);
      assert.equal(document.getText(), '# typed\n'.repeat(5) + line);
      // A server that was killed while it checked the document is a reason not to check it again before somebody asks.
      await server.client.checkAgain(uri.toString());
      await waitFor(
        `what was there before, ${JSON.stringify(before)}`,
        () => traces(uri),
        (after) => isDeepStrictEqual(after, before),
        20_000,
      );
    } finally {
      process.env['PATH'] = path;
      await ss.remove();
      await rm(folder, { recursive: true, force: true });
    }
    await waitFor(
      'its end',
      () => serverProcesses(folder),
      (pids) => pids.length === 0,
    );
  });
});

/** What servers leave in this process: more of any of it after their death has leaked. */
async function traces(uri: Uri): Promise<Readonly<Record<string, number>>> {
  const { lineCount } = await workspace.openTextDocument(uri);
  const place = new Position(lineCount - 2, 3);
  const hovers = await commands.executeCommand<readonly Hover[]>('vscode.executeHoverProvider', uri, place);
  const children = await childrenOf(process.pid);
  return {
    hovers: hovers.length,
    diagnostics: languages.getDiagnostics(uri).length,
    descriptors: await descriptorsOf(process.pid),
    children: children.length,
  };
}

async function type(uri: Uri, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(uri, new Position(0, 0), text);
  assert.ok(await workspace.applyEdit(edit));
}
