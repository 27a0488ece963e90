import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { problemsOf, valueOf } from '../../../src/core/model/outcome.ts';
import { forgetHostRequest, hostsRequest } from '../../../src/core/protocol/hosts.ts';
import { inspectRequest } from '../../../src/core/protocol/inspection.ts';
import { portUseRequest } from '../../../src/core/protocol/portUse.ts';
import { LocalHost } from '../../../src/host/localHost.ts';
import { AskedTrees } from '../../support/askedTrees.ts';
import type { Namespace } from '../../support/namespace.ts';
import { repository } from '../../support/paths.ts';
import { descriptorsOf, leavesNothing } from '../../support/processCounts.ts';
import { runOk } from '../../support/run.ts';
import { ServerProcess } from '../../support/serverProcess.ts';
import { Setup } from '../../support/setup.ts';
import { here, type Traffic } from '../../support/traffic.ts';
import { waitFor } from '../../support/waitFor.ts';

const collectors = ['auto', 'ss', 'proc'] as const;

/** Processes, their files in `/proc` and network namespaces that end while they are read. */
describe('what vanishes while it is read', function () {
  this.timeout(120_000);
  const setup = new Setup();
  let namespace: Namespace;
  let traffic: Traffic;
  let server: ServerProcess;
  /** How many processes came and went. */
  let ended = 0;

  before(async () => {
    namespace = await setup.namespace();
    traffic = setup.traffic(namespace);
    await traffic.closeWait({ count: 60, address: '127.0.61.1', port: 6101 });
    const script = join(repository, 'test/support/fleeting.py');
    const { stdout } = namespace.spawn('python3', [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(stdout);
    createInterface({ input: stdout }).on('line', (line) => (ended = Number(line)));
    await waitFor('the first have ended', () => ended > 0);
    server = setup.use(await ServerProcess.start(namespace));
  });

  it('is no error, hides nobody else, and leaves no descriptor: processes with sockets', async () => {
    const trees = new AskedTrees(server);
    for (const collector of collectors) await server.send(inspectRequest, { host: 'local', collector });
    await trees.of('process');
    const descriptors = await descriptorsOf(server.pid);
    const before = ended;
    for (let time = 0; time < 6 || ended < before + 60; time++) {
      const collector = collectors[time % collectors.length] ?? 'auto';
      const { report, unreadable } = await server.send(inspectRequest, { host: 'local', collector });
      assert.equal(unreadable, undefined);
      const codes = Object.values(report.outcomes).flatMap(({ problems }) =>
        problems.map(({ code }) => code),
      );
      // One that has ended was not left out.
      assert.ok(!codes.includes('processes-not-looked-at'), `${collector}: ${codes.join(', ')}`);
      const stays = report.sockets?.listeners.find(({ port }) => port === 6101);
      assert.match(stays?.process ?? '', new RegExp(`\\(${String(traffic.pid)}\\)$`), collector);
      const pile = report.findings.find(({ rule }) => rule === 'close-wait-pile-up');
      if (pile !== undefined) assert.ok(JSON.stringify(pile).includes(String(traffic.pid)));
      const { roots: rows, tree } = await trees.of('process');
      const row = rows.find(({ label }) => label.includes(`(${String(traffic.pid)})`));
      assert.match(row?.description ?? '', /^\d+/, JSON.stringify(rows.slice(0, 3)));
      for (const { id } of rows.slice(0, 5)) await trees.below(tree, id);
      const answer = await server.send(portUseRequest, { host: 'local', collector, port: 6101 });
      assert.ok(answer.kind === 'answer' && JSON.stringify(answer).includes(String(traffic.pid)));
    }
    await leavesNothing(server.pid, descriptors);
  });

  it('is absent, and no reason to say that something was not looked at: the files of a process', async () => {
    const host = new LocalHost();
    let vanished = 0;
    for (let time = 0; time < 2000 && vanished < 10; time++) {
      const pids = new Set(
        readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : [])),
      );
      const read = await host.conditions(pids);
      assert.deepEqual(problemsOf(read), []);
      vanished += pids.size - (valueOf(read)?.size ?? 0);
    }
    assert.ok(vanished >= 10, `${String(vanished)} ended between two readings`);
    const { signal } = new AbortController();
    for (let time = 0; time < 20; time++)
      assert.deepEqual(problemsOf(await host.owners(new Set([time + 1]), signal)), []);
  });

  it('is not taken for another one of the same name: a network namespace', async () => {
    await using outside = await ServerProcess.start(here);
    const name = `socket-diagnostics-again-${String(process.pid)}`;
    const host = `netns:${name}`;
    for (const value of ['41', '42']) {
      await runOk('ip', ['netns', 'add', name]);
      try {
        await runOk('ip', ['netns', 'exec', name, 'sysctl', '-qw', `net.ipv4.tcp_fin_timeout=${value}`]);
        const { report } = await outside.send(inspectRequest, { host, collector: 'auto' });
        const running = report.parameters.find(({ key }) => key === 'net.ipv4.tcp_fin_timeout');
        assert.equal(running?.value, value);
      } finally {
        await runOk('ip', ['netns', 'delete', name]);
      }
    }
  });

  it('is said to be gone while its name is still there: a network namespace', async () => {
    await using outside = await ServerProcess.start(here);
    const name = `socket-diagnostics-file-${String(process.pid)}`;
    await writeFile(`/run/netns/${name}`, '');
    try {
      const host = `netns:${name}`;
      const { unreadable } = await outside.send(inspectRequest, { host, collector: 'auto' });
      assert.equal(unreadable?.code, 'netns-gone');
    } finally {
      await rm(`/run/netns/${name}`);
    }
  });

  it('is said to be gone, and leaves no descriptor: a network namespace', async () => {
    await using outside = await ServerProcess.start(here);
    const name = `socket-diagnostics-gone-${String(process.pid)}`;
    await outside.send(inspectRequest, { host: 'local', collector: 'auto' });
    const descriptors = await descriptorsOf(outside.pid);
    const kinds = new Map<string, number>();
    for (let time = 0; time < 8; time++) {
      await runOk('ip', ['netns', 'add', name]);
      const host = `netns:${name}`;
      const inspected = outside.send(inspectRequest, { host, collector: collectors[time % 3] ?? 'auto' });
      const listed = outside.send(hostsRequest, {});
      await sleep(12 * time);
      await runOk('ip', ['netns', 'delete', name]);
      const { report, unreadable } = await inspected;
      await listed;
      const said = unreadable?.code ?? 'read';
      kinds.set(said, (kinds.get(said) ?? 0) + 1);
      // Nothing was in it.
      if (unreadable === undefined)
        assert.deepEqual(
          report.findings.filter(({ severity }) => severity === 'error'),
          [],
        );
      // The shell of the first inspection may still be in there.
      const again = await outside.send(inspectRequest, { host, collector: 'auto' });
      assert.equal(again.unreadable?.code, 'netns-gone');
      await outside.send(forgetHostRequest, { host });
    }
    for (const said of kinds.keys())
      assert.ok(['read', 'netns-gone'].includes(said), JSON.stringify([...kinds]));
    await waitFor(
      'its descriptors',
      () => descriptorsOf(outside.pid),
      (count) => count <= descriptors,
    );
  });
});
