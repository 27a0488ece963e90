import assert from 'node:assert/strict';
import type { Namespace } from '../support/namespace.ts';
import type { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import { extensionId, type Theme, type Workbench } from '../support/workbench.ts';
import { seriousProblems } from './support/accessibility.ts';
import { FakeSs } from '../support/fakeSs.ts';
import { Stage } from './support/stage.ts';

const themes: readonly Theme[] = ['light', 'highContrast', 'dark'];

/** The three faces of the report: pictures for people to look at, and what axe-core says of each. */
describe('the looks of the report', function () {
  this.timeout(240_000); // each looks at nine sizes and themes
  const stage = new Stage();
  let namespace: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;
  let ss: FakeSs;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace({ 'net.ipv4.tcp_tw_reuse': 2 });
    traffic = stage.traffic(namespace);
    ss = await FakeSs.create();
    stage.atEnd(() => ss.remove());
    workbench = await stage.workbench({
      namespace,
      env: ss.env,
      machineSettings: { 'socketDiagnostics.collector': 'ss' },
    });
  });

  it('of a healthy host', async () => {
    await traffic.clientTimeWait({ count: 1500, address: '127.0.30.1', port: 5432 });
    await traffic.serverTimeWait({ count: 1200, address: '127.0.30.2', port: 8443, from: '127.0.0.2' });
    await inspect();
    // `ss` lists no sockets that are only bound, so nothing is said of local ports as a whole.
    await says(/No problem found in queues, .+ or NAT\. [\d,]+ TIME_WAIT sockets are a healthy sign/);
    await look('healthy');
  });

  it('of a host whose ports to one destination are used up', async () => {
    await namespace.sysctl('net.ipv4.tcp_tw_reuse', 0);
    await namespace.sysctl('net.ipv4.ip_local_port_range', '20000 21999');
    await traffic.clientTimeWait({ count: 2000, address: '127.0.30.3', port: 5432 });
    await traffic.clientTimeWait({ count: 700, address: '127.0.30.4', port: 6379 });
    await inspect();
    await says(/to 127\.0\.30\.3:5432 use 2,000 of 2,000 local ports \(100 %\)/);
    await look('exhausted');
  });

  it('where the user has not enough rights', async () => {
    await ss.be('fail');
    await inspect();
    await workbench.report().locator('#findings', { hasText: 'Not read' }).waitFor();
    await says(/^Unknown: The sockets could not be read\./);
    await look('no-rights');
  });

  async function inspect(): Promise<void> {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const report = workbench.report();
    await report.locator('#verdict').waitFor();
    await report.locator('main:not([aria-busy])').waitFor();
  }

  /** The verdict before is still there until the new one is drawn. */
  async function says(expected: RegExp): Promise<void> {
    const verdict = workbench.report().locator('#verdict');
    await waitFor(
      'the verdict',
      async () => (await verdict.innerText()).replace(/\s+/g, ' '),
      (text) => expected.test(text),
      30_000,
    );
  }

  /** Resolves when the report has its new size and is drawn in it. */
  async function resize(width: number, height: number): Promise<void> {
    const { page } = workbench;
    await page.setViewportSize({ width, height });
    const frame = page.locator(`iframe.webview.ready[src*="extensionId=${extensionId}"]`);
    const body = workbench.report().locator('body');
    await waitFor('the size of the report', async () => {
      const inside = await body.evaluate(() => [innerWidth, innerHeight]);
      const box = await frame.boundingBox();
      return box !== null && inside[0] === Math.round(box.width) && inside[1] === Math.round(box.height);
    });
    await body.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  async function look(name: string): Promise<void> {
    const found: string[] = [];
    for (const theme of themes) {
      await workbench.setTheme(theme);
      for (const width of [700, 1400]) {
        await resize(width, 2600);
        await workbench.screenshot(`${name}-${theme}-${String(width)}`);
        const wider = await workbench
          .report()
          .locator('body')
          .evaluate((body) => body.scrollWidth - body.clientWidth);
        assert.equal(wider, 0, `${name} scrolls sideways at ${String(width)}`);
      }
      await resize(1400, 900);
      await workbench.screenshot(`${name}-${theme}`);
      const problems = await seriousProblems(workbench.report());
      found.push(...problems.map((problem) => `${theme}: ${problem}`));
    }
    assert.deepEqual(found, []);
  }
});
