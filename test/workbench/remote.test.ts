import assert from 'node:assert/strict';
import { once } from 'node:events';
import { ssCounts, type Counts } from '../support/kernelCounts.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import type { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { ssNames } from './support/sockets.ts';
import { Stage } from './support/stage.ts';

/**
 * A window on one machine, VS Code's server with the extension host on another: each in a network namespace of its own,
 * with nothing between them but a Unix socket, and each with traffic, parameters and programs of its own.
 */
describe('a remote window', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let remote: Namespace;
  let desk: Namespace;
  let there: Traffic;
  let here: Traffic;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    remote = await stage.namespace({
      'net.ipv4.ip_local_port_range': '40000 40499',
      'net.ipv4.tcp_fin_timeout': 33,
    });
    desk = await stage.namespace({ 'net.ipv4.tcp_fin_timeout': 44 });
    stage.atEnd(await listen(remote, 7100, 'remote-service'));
    stage.atEnd(await listen(desk, 7200, 'desk-service'));
    workbench = await stage.workbench({ namespace: remote, desk });
    there = stage.traffic(remote);
    here = stage.traffic(desk);
    // These stay for as long as they are held.
    await here.closeWait({ count: 60, address: '127.0.50.2', port: 9000, from: '127.0.0.3' });
  });

  it('shows in the tree what the kernel counts where the extension host runs', async () => {
    await workbench.openSideBar();
    await workbench.treeRows().first().waitFor();
    await there.clientTimeWait({ count: 320, address: '127.0.40.1', port: 5432 });
    await here.clientTimeWait({ count: 150, address: '127.0.50.1', port: 6432 });
    const { kernel } = await waitFor(
      'the counts of the kernel there',
      async () => {
        await workbench.refresh();
        return { shown: await treeCounts(), kernel: sorted(await ssCounts(remote)) };
      },
      (counts) => JSON.stringify(counts.shown) === JSON.stringify(counts.kernel),
      30_000,
    );
    // Nothing but what this test made: the window's own connections are at its desk.
    assert.ok((kernel['LISTEN'] ?? 0) >= 2 && !('CLOSE-WAIT' in kernel), JSON.stringify(kernel));
  });

  it('shows in the report the connections, parameters and programs of there', async () => {
    await there.clientTimeWait({ count: 130, address: '127.0.40.2', port: 5432 });
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const report = workbench.report();
    await report.locator('#verdict').waitFor();
    const row = (section: string, text: string): Promise<string> =>
      report.locator(`${section} tbody tr`, { hasText: text }).innerText();
    const kernel = (await ssCounts(remote, ['dst', '127.0.40.2:5432']))['TIME-WAIT'] ?? 0;
    assert.ok(kernel > 100, String(kernel));
    const figures = `${String(kernel)} of 500\\s+${String(kernel)}\\s`;
    assert.match(await row('#destinations', '127.0.40.2:5432'), new RegExp(figures));
    assert.match(await row('#parameters', 'net.ipv4.tcp_fin_timeout'), /\s33\s*changed/);
    assert.match(await row('#listeners', '127.0.0.1:7100'), /remote-service \(\d+\)/);
    const namespace = await remote.runOk('readlink', ['/proc/self/ns/net']);
    assert.match(await report.locator('#outcomes .host').innerText(), new RegExp(escaped(namespace.trim())));
    await workbench.screenshot('remote');
  });

  it('shows nothing of the machine that the window is on', async () => {
    const kernel = await ssCounts(desk);
    // It is there to be seen: the test would prove nothing otherwise.
    assert.ok((kernel['CLOSE-WAIT'] ?? 0) >= 60, JSON.stringify(kernel));
    const text = await workbench.report().locator('body').innerText();
    assert.match(text, /remote-service/);
    for (const foreign of ['127.0.50.', 'desk-service', ':7200', 'close-wait-pile-up'])
      assert.ok(!text.includes(foreign), foreign);
  });

  async function treeCounts(): Promise<Counts> {
    const states = await workbench.treeRows().locator('.label-name').allInnerTexts();
    const counts = await workbench.treeRows().locator('.label-description').allInnerTexts();
    return sorted(
      Object.fromEntries(
        states.map((state, row) => [ssNames[state] ?? state, Number(counts[row]?.replaceAll(',', ''))]),
      ),
    );
  }
});

function sorted(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).sort());
}

function escaped(text: string): string {
  return text.replace(/[[\]]/g, '\\$&');
}

/** A listening program of that name; gives what ends it. */
async function listen(namespace: Namespace, port: number, name: string): Promise<() => Promise<void>> {
  const script = `
    require('node:fs').writeFileSync('/proc/self/comm', ${JSON.stringify(name)});
    require('node:net').createServer().listen(${String(port)}, '127.0.0.1', () => console.log('listens'));`;
  const child = namespace.spawn(nodePath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (child.stdout) await once(child.stdout, 'data');
  return async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
}
