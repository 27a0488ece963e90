import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectRequest, levelRequest } from '../../../src/core/protocol/inspection.ts';
import type { WatchJson } from '../../../src/cli/watch/watchJson.ts';
import { cliPath, inspectIn } from '../../support/cli.ts';
import { Exporting } from '../../support/exporting.ts';
import { sampleValue } from '../../support/metricsText.ts';
import type { Namespace } from '../../support/namespace.ts';
import { nodePath, repository } from '../../support/paths.ts';
import { ServerProcess } from '../../support/serverProcess.ts';
import { Setup } from '../../support/setup.ts';
import type { Traffic } from '../../support/traffic.ts';

const dayMs = 86_400_000;
const preload = join(repository, 'test/support/jumpingClock.cjs');

describe('a machine whose time of day jumps', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;
  let traffic: Traffic;
  let folder: string;
  let env: NodeJS.ProcessEnv;

  before(async () => {
    namespace = await setup.namespace();
    traffic = setup.traffic(namespace);
    await traffic.closeWait({ count: 60, address: '127.0.1.8', port: 8071 });
    folder = await setup.folder();
    env = { ...process.env, JUMP: join(folder, 'jump'), NODE_OPTIONS: `--require ${preload}` };
  });
  beforeEach(() => jump(0));

  const jump = (milliseconds: number): Promise<void> => writeFile(join(folder, 'jump'), String(milliseconds));

  /** Words that let a program see another time of day. */
  const jumping = (): readonly string[] => [
    'env',
    `JUMP=${env['JUMP'] ?? ''}`,
    `NODE_OPTIONS=${env['NODE_OPTIONS'] ?? ''}`,
  ];

  for (const [what, milliseconds] of [
    ['back', -dayMs],
    ['forward', dayMs],
  ] as const) {
    it(`ends an inspection in the time that it takes: ${what}`, async () => {
      await jump(milliseconds);
      const { report } = await inspectIn(namespace, [], { env, timeoutMs: 30_000 });
      assert.ok(report.sockets);
      assert.ok(report.elapsedMs > 0 && report.elapsedMs < 30_000, String(report.elapsedMs));
    });

    it(`lists a second time by a steady clock: ${what}`, async () => {
      await jump(milliseconds);
      const { report } = await inspectIn(namespace, ['--collector', 'proc'], { env, timeoutMs: 30_000 });
      const pile = report.findings.find(({ rule }) => rule === 'close-wait-pile-up');
      const age = pile?.evidence.find(({ label }) => label.startsWith('Oldest'))?.value ?? '';
      const seconds = Number(/^([\d.]+) s$/.exec(age)?.[1]);
      assert.ok(seconds >= 3 && seconds < 30, `${age} ${report.verdict.sentence}`);
    });

    it(`changes no rate of the live level and holds up no inspection: ${what}`, async () => {
      await using server = await ServerProcess.start({
        spawn: (command, args, options) => {
          const [ip = '', ...enter] = namespace.enter;
          return spawn(ip, [...enter, command, ...args], { ...options, env });
        },
      });
      await server.send(inspectRequest, { host: 'local', collector: 'auto' });
      await server.send(levelRequest, { host: 'local' });
      await traffic.clientTimeWait({ count: 200, address: '127.0.1.7', port: 8070 });
      await jump(milliseconds);
      const { createdPerSecond = -1 } = await server.send(levelRequest, { host: 'local' });
      assert.ok(createdPerSecond > 1, `${String(createdPerSecond)} a second`);
      const { report } = await server.send(inspectRequest, { host: 'local', collector: 'auto' });
      assert.ok(report.sockets);
      const seconds = report.rates?.seconds ?? -1;
      assert.ok(seconds > 0 && seconds < 600, String(seconds));
    });

    it(`lets the exporter go on at its interval: ${what}`, async () => {
      await using exporting = await Exporting.start(namespace, ['--listen', '127.0.0.1:0'], jumping());
      await exporting.scrape();
      await jump(milliseconds);
      const samples = await exporting.scrape();
      assert.ok((sampleValue(samples, 'inspection_duration_seconds') ?? -1) >= 0);
      assert.equal(exporting.errors, '');
      assert.equal(await exporting.stop(), 0);
    });
  }

  it('ends watching when its time is over', async () => {
    for (const milliseconds of [-dayMs, dayMs]) {
      await jump(milliseconds);
      const args = [cliPath, 'watch', '--seconds', '1', '--format', 'json'];
      const { stdout, stderr } = await namespace.run(nodePath, args, { env, timeoutMs: 30_000 });
      const { seconds } = JSON.parse(stdout) as WatchJson;
      assert.ok(seconds >= 1 && seconds < 30, `${String(seconds)} s ${stderr}`);
    }
  });
});
