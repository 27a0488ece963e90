import assert from 'node:assert/strict';
import { Namespace } from '../support/namespace.ts';
import { Traffic } from '../support/traffic.ts';
import { Workbench, type Theme } from '../support/workbench.ts';
import { seriousProblems } from './support/accessibility.ts';
import { FakeSs } from './support/fakeSs.ts';

const themes: readonly Theme[] = ['light', 'highContrast', 'dark'];

/** The three faces of the report: pictures for people to look at, and what axe-core says of each. */
describe('the looks of the report', function () {
  this.timeout(90_000);
  const ends: (() => Promise<void>)[] = [];
  let namespace: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;
  let ss: FakeSs;

  before(async function () {
    this.timeout(120_000);
    namespace = await Namespace.create({ 'net.ipv4.tcp_tw_reuse': 2 });
    ends.push(() => namespace.dispose());
    traffic = Traffic.start(namespace);
    ends.push(() => traffic.dispose());
    ss = await FakeSs.create();
    ends.push(() => ss.remove());
    workbench = await Workbench.open({
      namespace,
      env: ss.env,
      machineSettings: { 'socketDiagnostics.collector': 'ss' },
    });
    ends.push(() => workbench.close());
  });
  after(async function () {
    this.timeout(60_000);
    for (const end of ends.reverse()) await end();
  });

  it('of a healthy host', async () => {
    await traffic.clientTimeWait({ count: 1500, address: '127.0.30.1', port: 5432 });
    await traffic.serverTimeWait({ count: 1200, address: '127.0.30.2', port: 8443, from: '127.0.0.2' });
    await inspect();
    assert.match(
      await verdict(),
      /No problem found in local ports, .+ or NAT\. [\d,]+ TIME_WAIT sockets are a healthy sign/,
    );
    await look('healthy');
  });

  it('of a host whose ports to one destination are used up', async () => {
    await namespace.sysctl('net.ipv4.tcp_tw_reuse', 0);
    await namespace.sysctl('net.ipv4.ip_local_port_range', '20000 21999');
    await traffic.clientTimeWait({ count: 2000, address: '127.0.30.3', port: 5432 });
    await traffic.clientTimeWait({ count: 700, address: '127.0.30.4', port: 6379 });
    await inspect();
    assert.match(await verdict(), /to 127\.0\.30\.3:5432 use 2,000 of 2,000 local ports \(100 %\)/);
    await look('exhausted');
  });

  it('where the user has not enough rights', async () => {
    await ss.be('fail');
    await inspect();
    await workbench.report().locator('#findings', { hasText: 'Not read' }).waitFor();
    assert.match(await verdict(), /^Unknown: The sockets could not be read\./);
    await look('no-rights');
  });

  async function inspect(): Promise<void> {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const report = workbench.report();
    await report.locator('#verdict').waitFor();
    await report.locator('main:not([aria-busy])').waitFor();
  }

  function verdict(): Promise<string> {
    return workbench
      .report()
      .locator('#verdict')
      .innerText()
      .then((text) => text.replace(/\s+/g, ' '));
  }

  async function look(name: string): Promise<void> {
    const { page } = workbench;
    const found: string[] = [];
    for (const theme of themes) {
      await workbench.setTheme(theme);
      for (const width of [700, 1400]) {
        await page.setViewportSize({ width, height: 2600 });
        await page.waitForTimeout(300);
        await workbench.screenshot(`${name}-${theme}-${String(width)}`);
        const wider = await workbench
          .report()
          .locator('body')
          .evaluate((body) => body.scrollWidth - body.clientWidth);
        assert.equal(wider, 0, `${name} scrolls sideways at ${String(width)}`);
      }
      await page.setViewportSize({ width: 1400, height: 900 });
      await page.waitForTimeout(200);
      await workbench.screenshot(`${name}-${theme}`);
      const problems = await seriousProblems(workbench.report());
      found.push(...problems.map((problem) => `${theme}: ${problem}`));
    }
    assert.deepEqual(found, []);
  }
});
