import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { inspectRequest, type InspectResult } from '../../../src/core/protocol/inspection.ts';
import { descriptorsOf, leavesNothing } from '../../support/processCounts.ts';
import { run } from '../../support/run.ts';
import { ServerProcess } from '../../support/serverProcess.ts';
import { Setup } from '../../support/setup.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { here, type Place } from '../../support/traffic.ts';
import { waitFor } from '../../support/waitFor.ts';

describe('a server whose ss is at fault', function () {
  this.timeout(60_000);
  let folder: string;
  let server: ServerProcess;
  /** Descriptors of the server after its first inspection. */
  let descriptors: number;

  before(async function () {
    skipWhere(this, process.platform === 'linux' ? null : 'it needs Linux');
    const ss = (await run('sh', ['-c', 'command -v ss'])).stdout.trim();
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    await writeFile(
      join(folder, 'ss'),
      `#!/bin/sh
echo $$ > ${folder}/pid
case "$(cat ${folder}/fault 2>/dev/null)" in
  hang) exec sleep 600 ;;
  flood) exec head -c 1000000000 /dev/zero ;;
  fail) echo 'Cannot open netlink socket: Permission denied' >&2; exit 1 ;;
  half) printf 'ESTAB 0 0 127.0.0.1:80' ;;
  *) exec ${ss} "$@" ;;
esac
`,
      { mode: 0o755 },
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    await fault('none');
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    const place: Place = {
      spawn: (command, args, options) => here.spawn(command, args, { ...options, env }),
    };
    server = await ServerProcess.start(place);
    await inspect();
    descriptors = await descriptorsOf(server.pid);
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const fault = (kind: string): Promise<void> => writeFile(join(folder, 'fault'), kind);
  const inspect = (): Promise<InspectResult> =>
    server.send(inspectRequest, { host: 'local', collector: 'ss' });
  /** The `ss` that was started last. */
  const lastSs = async (): Promise<string> => (await readFile(join(folder, 'pid'), 'utf8')).trim();

  /** Nothing is left of the fault, and the next inspection knows nothing of it. */
  async function works(): Promise<void> {
    await fault('none');
    const { report, unreadable } = await inspect();
    assert.equal(unreadable, undefined);
    assert.equal(report.collector.used, 'ss');
    assert.ok(report.sockets);
    await leavesNothing(server.pid, descriptors);
  }

  for (const [kind, code] of [
    ['fail', 'command-failed'],
    ['flood', 'too-long'],
  ] as const)
    it(`says so and works on: ${kind}`, async () => {
      await fault(kind);
      const { unreadable } = await inspect();
      assert.equal(unreadable?.code, code);
      assert.ok(unreadable.nextStep !== '');
      await works();
    });

  it('loses half a line only, says so, and works on', async () => {
    await fault('half');
    const { report } = await inspect();
    assert.match(report.outcomes.sockets.problems[0]?.message ?? '', /1 line/);
    await works();
  });

  it('ends an ss that hangs when the inspection is cancelled, and works on', async () => {
    await fault('hang');
    const before = await lastSs();
    const cancelling = new CancellationTokenSource();
    const failed = server
      .send(inspectRequest, { host: 'local', collector: 'ss' }, cancelling.token)
      .catch((error: unknown) => error);
    const pid = await waitFor('ss', lastSs, (started) => started !== before && started !== '');
    cancelling.cancel();
    const error = await failed;
    assert.ok(error instanceof ResponseError, String(error));
    assert.equal(error.code, LSPErrorCodes.RequestCancelled);
    await waitFor('its end', () => !existsSync(`/proc/${pid}`));
    await works();
  });

  it('takes an ss that hangs with it when it is killed', async () => {
    await fault('hang');
    const before = await lastSs();
    const failed = inspect().catch((error: unknown) => error);
    const pid = await waitFor('ss', lastSs, (started) => started !== before && started !== '');
    assert.ok(existsSync(`/proc/${pid}`));
    await server[Symbol.asyncDispose]();
    assert.ok((await failed) instanceof Error);
    await waitFor('the end of ss', () => !existsSync(`/proc/${pid}`));
  });
});

describe('a server whose ssh hangs', function () {
  this.timeout(60_000);
  const setup = new Setup();

  it('takes it with it when it is killed', async function () {
    skipWhere(this, process.platform === 'linux' ? null : 'it needs Linux');
    const folder = await setup.folder();
    const program = join(folder, 'ssh');
    await writeFile(
      program,
      `#!/bin/sh\necho $$ > ${folder}/new; mv ${folder}/new ${folder}/pid\nexec sleep 600\n`,
      {
        mode: 0o755,
      },
    );
    const server = await ServerProcess.start(here, { ssh: { program } });
    const failed = server
      .send(inspectRequest, { host: 'ssh:web1', collector: 'auto' })
      .catch((error: unknown) => error);
    const pid = await waitFor('ssh', () => readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
    assert.ok(existsSync(`/proc/${pid.trim()}`));
    await server[Symbol.asyncDispose]();
    assert.ok((await failed) instanceof Error);
    await waitFor('the end of ssh', () => !existsSync(`/proc/${pid.trim()}`));
  });
});
