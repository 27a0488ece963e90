import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectRequest } from '../../../src/core/protocol/inspection.ts';
import { saveSnapshotRequest } from '../../../src/core/protocol/hosts.ts';
import { exportCsvRequest } from '../../../src/core/protocol/rows.ts';
import { cliPath } from '../../support/cli.ts';
import { Exporting } from '../../support/exporting.ts';
import { FullDisk } from '../../support/fullDisk.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { ServerProcess } from '../../support/serverProcess.ts';
import { Setup } from '../../support/setup.ts';
import { waitFor } from '../../support/waitFor.ts';
import { asNobody } from '../../support/watching.ts';

const name = 'written.prom';
const earlier = 'what was there before\n';

/** A program that writes `path`; gives what it says of it. */
type Writer = (path: string, enter: readonly string[]) => Promise<string>;

describe('every file that is written', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let folder: string;

  before(async () => {
    namespace = await setup.namespace();
    const traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 6000, address: '127.0.1.1', port: 8001 });
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    await chmod(folder, 0o755);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Asks a server that was entered with these words to write an inspection. */
  async function served(
    enter: readonly string[],
    write: (server: ServerProcess, inspection: string) => Promise<{ readonly kind: string }>,
  ): Promise<string> {
    await using server = await ServerProcess.start({
      spawn: (command, args, options) => {
        const [ip = '', ...more] = [...namespace.enter, ...enter, command, ...args];
        return spawn(ip, more, options);
      },
    });
    const { inspection } = await server.send(inspectRequest, { host: 'local', collector: 'proc' });
    const result = await write(server, inspection);
    assert.equal(result.kind, 'failed');
    const again = await server.send(inspectRequest, { host: 'local', collector: 'proc' });
    assert.ok(again.report.sockets, 'the next inspection works');
    return JSON.stringify(result);
  }

  const writers: Readonly<Record<string, Writer>> = {
    'a snapshot of the command line': async (path, enter) => {
      const [command, ...rest] = [...enter, nodePath, cliPath, 'inspect', '--save', path];
      const { status, stderr } = await namespace.run(command, rest);
      assert.equal(status, 3, stderr);
      return stderr;
    },
    'a snapshot of the editor': (path, enter) =>
      served(enter, (server, inspection) => server.send(saveSnapshotRequest, { inspection, path })),
    'sockets as CSV': (path, enter) =>
      served(enter, (server, inspection) => server.send(exportCsvRequest, { inspection, rows: [], path })),
    'the textfile of the exporter': async (path, enter) => {
      const exporting = await Exporting.start(
        namespace,
        // One that is ended while it writes would leave what it has written: the next time is far.
        ['--listen', '127.0.0.1:0', '--textfile', path, '--interval', '60'],
        enter,
      );
      try {
        await waitFor('what it says of the file', () => exporting.errors.includes('textfile: '));
        await exporting.scrapeNow();
        return exporting.errors;
      } finally {
        // Not as systemd ends it: then it removes the file, which is its own.
        process.kill(exporting.pid, 'SIGKILL');
        await exporting.stop();
      }
    },
  };

  for (const [what, write] of Object.entries(writers)) {
    it(`is whole or not there for one without permission: ${what}`, async () => {
      for (const isThere of [false, true]) {
        if (isThere) await writeFile(join(folder, name), earlier);
        const said = await write(join(folder, name), asNobody);
        assert.match(said, /could not be saved: EACCES/);
        assert.deepEqual(await readdir(folder), isThere ? [name] : []);
        if (isThere) assert.equal(await readFile(join(folder, name), 'utf8'), earlier);
      }
    });

    it(`is whole or not there on a full disk: ${what}`, async () => {
      for (const isThere of [false, true]) {
        await using disk = await FullDisk.over(folder, isThere ? { [name]: earlier } : {});
        const said = await write(join(folder, name), disk.enter);
        assert.match(said, /could not be saved: ENOSPC/);
        assert.equal(await disk.run('ls', ['-A', folder]), isThere ? `filler\n${name}\n` : 'filler\n');
        if (isThere) assert.equal(await disk.run('cat', [join(folder, name)]), earlier);
      }
    });
  }
});
