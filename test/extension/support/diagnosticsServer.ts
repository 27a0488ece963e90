import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationTokenSource, Uri, window, type LogOutputChannel } from 'vscode';
import type { CollectorChoice } from '../../../src/core/model/snapshot.ts';
import { LazyClient } from '../../../src/extension/lazyClient.ts';
import { nodeSurroundings } from '../../../src/extension/node/nodeSurroundings.ts';
import { inspectRequest, type InspectResult } from '../../../src/core/protocol/inspection.ts';
import { repository } from '../../support/paths.ts';

/** The extension's client with a server process of its own, beside the one of the installed extension. */
export class DiagnosticsServer implements AsyncDisposable {
  readonly client: LazyClient;

  /** @param extensionFolder the server is `dist/server.js` in it. */
  constructor({ extensionFolder = repository } = {}) {
    this.client = new LazyClient(nodeSurroundings.loadClient, {
      extensionUri: Uri.file(extensionFolder),
      guideBase: { scheme: 'test', extension: 'test' },
      isTrusted: () => true,
      allowsHostChanges: () => true,
      hasTerminal: true,
      ssh: () => ({}),
      log: testLog(),
    });
  }

  inspect(
    token = new CancellationTokenSource().token,
    collector: CollectorChoice = 'ss',
  ): Promise<InspectResult> {
    return this.client.send(inspectRequest, { host: 'local', collector }, token);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.stop();
    this.client.dispose();
  }
}

let log: LogOutputChannel | undefined;

/** Never disposed of: what a server says last comes after its client has stopped. */
function testLog(): LogOutputChannel {
  return (log ??= window.createOutputChannel('Socket Diagnostics test', { log: true }));
}

/**
 * The server processes that this extension host has started, as the kernel sees them; only those of a folder if one is named.
 */
export async function serverProcesses(folder = ''): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const arguments_ = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      const ours = arguments_.includes(join(folder, 'dist/server.js')) && parentOf(status) === process.pid;
      return ours && !/^State:\s+Z/m.test(status) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}

function parentOf(status: string): number {
  return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
}

/** Runs `work` while programs find an `ss` that never answers. Servers that are started in `work` see it. */
export async function withHangingSs(work: (pidFile: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
  const pidFile = join(folder, 'pid');
  const ss = join(folder, 'ss');
  await writeFile(ss, `#!/bin/sh\necho $$ > ${pidFile}\nexec sleep 60\n`);
  await chmod(ss, 0o755);
  const path = process.env['PATH'];
  process.env['PATH'] = `${folder}:${path ?? ''}`;
  try {
    await work(pidFile);
  } finally {
    process.env['PATH'] = path;
    await rm(folder, { recursive: true, force: true });
  }
}
