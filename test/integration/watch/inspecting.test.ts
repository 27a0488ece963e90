import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Report } from '../../../src/core/report/report.ts';
import { HostRegistry } from '../../../src/host/hostRegistry.ts';
import { inspectPlace } from '../../../src/host/inspectPlace.ts';
import { cliPath } from '../../support/cli.ts';
import { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { Setup } from '../../support/setup.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { sshIn } from '../../support/sshClient.ts';
import { SshServer, type SshServerOptions } from '../../support/sshServer.ts';
import { crawl, keepEnding } from '../../support/watching.ts';

const failed =
  /^\d+ connect\(\) calls? to 127\.0\.0\.1 failed in \d+(\.\d)? s because no local port was left\./;

/** Without being asked to watch, an inspection tells what ended between its two readings of the counters. */
describe('what an inspection hears', function () {
  this.timeout(60_000);
  const setup = new Setup();
  let namespace: Namespace;

  before(async () => {
    namespace = await setup.namespace({ 'net.ipv4.ip_local_port_range': '40000 40049' });
  });

  async function inspected(where: Namespace): Promise<Report> {
    const { stdout } = await where.run(nodePath, [cliPath, 'inspect', '--json']);
    return JSON.parse(stdout) as Report;
  }

  it('are the connects that failed for want of a local port, with the process', async () => {
    await using crawler = await crawl(namespace, 4);
    const { verdict, findings } = await inspected(namespace);
    assert.match(verdict.sentence, failed);
    const finding = findings.find(({ rule }) => rule === 'connect-without-port');
    assert.match(JSON.stringify(finding?.evidence), new RegExp(`crawler \\(${String(crawler.pid)}\\)`));
  });

  it('is right about who closed first and who accepted, also for what ends after the sockets were read', async () => {
    await using wide = await Namespace.create();
    await using ending = await keepEnding(wide);
    const { connections } = await inspected(wide);
    const destination = connections?.destinations.find(({ remotePort }) => remotePort === ending.port);
    const { ended = 0, closedFirst } = destination ?? {};
    assert.ok(ended > 10, JSON.stringify(connections?.kinds));
    assert.deepEqual(closedFirst, { us: ended, peer: 0, unknown: 0 });
    const listener = connections?.listeners.find(({ port }) => port === ending.port);
    assert.equal(listener?.closedFirst.peer, listener?.ended);
    assert.equal(connections?.kinds.exchange, connections?.ended, 'none is taken for another kind');
  });

  describe('over ssh', () => {
    before(function () {
      skipWhere(this, SshServer.unavailable());
    });

    async function overSsh(options: SshServerOptions): Promise<Report> {
      await using server = await SshServer.start(namespace, options);
      const registry = new HostRegistry(await sshIn(namespace, server));
      const place = registry.get('ssh:web1');
      assert.ok(place);
      const { report } = await inspectPlace(place, {
        choice: 'auto',
        cancellation: new AbortController().signal,
        now: Date.now,
        onProgress: () => undefined,
        twice: { intervalMs: 1000, wait: (ms) => pause(ms) },
      });
      await registry.dispose();
      assert.deepEqual(await server.clients(), [], 'nothing is left behind');
      return report;
    }

    it('it is the same, in the connection that reads everything else', async () => {
      await using crawler = await crawl(namespace, 4);
      const { findings, connections, rates } = await overSsh({});
      assert.equal(connections?.seconds, 1);
      assert.match(findings.find(({ rule }) => rule === 'connect-without-port')?.title ?? '', failed);
      assert.ok(crawler.pid > 0 && (rates?.seconds ?? 0) >= 1);
    });

    for (const [what, prepare, code] of [
      ['has no ss', 'mount --bind /bin/false "$(readlink -f "$(command -v ss)")"', 'no-ss-events'],
      ['has no stdbuf', 'mount --bind /dev/null "$(readlink -f "$(command -v stdbuf)")"', 'watch-buffered'],
    ] as const)
      it(`says so where the host ${what}, and judges the rest`, async () => {
        const { outcomes, connections, rates } = await overSsh({ prepare });
        assert.equal(connections, undefined);
        assert.deepEqual(
          [outcomes.connections.kind, outcomes.connections.problems[0]?.code],
          ['unavailable', code],
        );
        assert.ok((rates?.seconds ?? 0) >= 1);
      });
  });
});
