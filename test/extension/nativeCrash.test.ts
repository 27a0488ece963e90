import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchRequest } from '../../src/core/protocol/watch.ts';
import { isUserError } from '../../src/extension/errors.ts';
import { repository } from '../support/paths.ts';
import { DiagnosticsServer, serverProcesses } from './support/diagnosticsServer.ts';

/** Of `struct msghdr`'s flags: who listens to announcements says MSG_DONTWAIT and nothing else when it receives. */
const listening = 0x40;

const inspect = (server: DiagnosticsServer): Promise<unknown> => server.inspect(undefined, 'auto');
const watch = (server: DiagnosticsServer): Promise<unknown> =>
  server.client.send(watchRequest, { host: 'local', seconds: 30 });

/** Replaces recvmmsg() of the C library, which is called on this thread and on others. */
const receiving = (call: string, onThread: string): string => `
  const { load } = koffi;
  koffi.load = (name) => {
    const library = load(name);
    const replaced = (original) => Object.assign(${call}, { async: ${onThread} });
    return { func: (text) => (/ recvmmsg\\(/.test(text) ? replaced(library.func(text)) : library.func(text)) };
  };`;

/** Where a native module may crash, and what the server does then. */
const crashes: Readonly<Record<string, readonly [string, (server: DiagnosticsServer) => Promise<unknown>]>> =
  {
    'while it is loaded': [`crash();`, inspect],
    'in a call': [receiving('() => crash()', 'crash'), inspect],
    'while it listens': [
      receiving(
        `(...args) => (args[3] === ${String(listening)} ? crash() : original(...args))`,
        'original.async',
      ),
      watch,
    ],
  };

/** koffi as it is, but for a write to where no memory is. */
const crashingKoffi = (when: string): string => `
  const koffi = { ...require(${JSON.stringify(join(repository, 'node_modules/koffi'))}) };
  const crash = () => koffi.load(null).func('void *memset(intptr_t at, int value, size_t length)')(16, 0, 1);
  ${when}
  module.exports = koffi;
`;

/** The end of a request that its server did not live to answer. */
async function assertStopped(request: Promise<unknown>): Promise<void> {
  const error: unknown = await request.catch((reason: unknown) => reason);
  assert.ok(isUserError(error), JSON.stringify(error));
  assert.equal(error.code, 'server-stopped');
  assert.match(error.nextStep, /Retry/);
}

describe('native code that crashes', function () {
  this.timeout(60_000);

  for (const [when, [code, ask]] of Object.entries(crashes))
    it(`ends the server once, which then reads the sockets in another way and says so: ${when}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
      try {
        await mkdir(join(folder, 'dist'));
        await mkdir(join(folder, 'node_modules/koffi'), { recursive: true });
        await copyFile(join(repository, 'dist/server.js'), join(folder, 'dist/server.js'));
        await writeFile(join(folder, 'node_modules/koffi/index.js'), crashingKoffi(code));
        const others = await serverProcesses();
        await using server = new DiagnosticsServer({ extensionFolder: folder });
        let deaths = 0;
        server.client.onDidStop(() => {
          deaths++;
        });
        await assertStopped(ask(server));
        for (const time of ['once', 'and again']) {
          const { report } = await server.inspect(undefined, 'auto');
          assert.equal(report.collector.used, 'ss', time);
          assert.deepEqual(
            report.collector.attempts.map(({ collector }) => collector),
            ['sock_diag'],
          );
          assert.match(report.collector.attempts[0]?.reason ?? '', /stopped while it called the C library/);
        }
        assert.equal(deaths, 1);
        assert.equal((await serverProcesses()).length, others.length + 1);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });

  it('is not blamed if somebody kills the server while it listens: the next one uses netlink again', async () => {
    const others = await serverProcesses();
    await using server = new DiagnosticsServer();
    const listens = new Promise<void>((resolve) => {
      server.client.onDidProgress(() => {
        resolve();
      });
    });
    const stopped = assertStopped(watch(server));
    await listens;
    const [pid] = (await serverProcesses()).filter((one) => !others.includes(one));
    assert.ok(pid !== undefined);
    process.kill(pid, 'SIGKILL');
    await stopped;
    const { report } = await server.inspect(undefined, 'auto');
    assert.equal(report.collector.used, 'sock_diag', JSON.stringify(report.collector));
    assert.deepEqual(report.collector.attempts, []);
  });
});
