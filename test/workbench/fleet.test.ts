import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { Exporting } from '../support/exporting.ts';
import { fetchIn } from '../support/fetchIn.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath, repository } from '../support/paths.ts';
import { pastOf } from '../support/pastOfHost.ts';
import { PrometheusServer, prometheusUnavailable } from '../support/prometheusServer.ts';
import { thousandTargets } from '../support/simulatedTargets.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { sshIn } from '../support/sshClient.ts';
import { SshServer } from '../support/sshServer.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { seriousProblems } from './support/accessibility.ts';
import { intoView } from './support/intoView.ts';
import { chooseFromMenu } from './support/menu.ts';
import { Stage } from './support/stage.ts';

const gate = 'http://127.0.0.1:9099';
const farm = 'http://127.0.0.1:9091';
const token = 'a-token.of-the-test';
const rules = readFileSync(join(repository, 'prometheus/rules.yml'), 'utf8');

/** A real Prometheus with a real exporter whose host is out of ports, and another one with a thousand hosts. */
describe('the hosts of a Prometheus', function () {
  this.timeout(90_000);
  const stage = new Stage();
  let namespace: Namespace;
  let prometheus: PrometheusServer;
  let target: string;
  let workbench: Workbench;

  before(async function () {
    skipWhere(this, prometheusUnavailable() ?? SshServer.unavailable());
    this.timeout(180_000);
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40199' });
    const traffic = stage.traffic(namespace);
    const exporting = stage.use(await Exporting.start(namespace, ['--listen', '127.0.0.1:9820']));
    await traffic.established({ count: 200, address: '127.0.1.1', port: 8001 });
    target = new URL(exporting.url).host;
    const nodeExporter = ['--collector.disable-defaults', '--collector.sockstat'];
    namespace.spawn('prometheus-node-exporter', ['--web.listen-address=:9100', ...nodeExporter], {
      stdio: 'ignore',
    });
    namespace.spawn(nodePath, [support('simulatedExporters.ts')], { stdio: 'ignore' });
    prometheus = stage.use(
      await PrometheusServer.start(namespace, {
        jobs: { sockets: [target], node: ['127.0.0.2:9100'] },
        // Two minutes are what `promtool test rules` goes through.
        rules: rules.replaceAll(/for: \d+m/g, 'for: 1s'),
      }),
    );
    namespace.spawn(nodePath, [support('prometheusGate.ts'), '9099', prometheus.url, token], {
      stdio: 'ignore',
    });
    const thousand = stage.use(
      await PrometheusServer.start(namespace, {
        jobs: { farm: thousandTargets },
        history: pastOf('127.1.3.249:9810', Math.floor(Date.now() / 1000)),
        interval: '10s',
        port: Number(new URL(farm).port),
      }),
    );
    await waitFor(
      'all are scraped',
      () => thousand.query('count(socket_diagnostics_verdict)'),
      ([all]) => all?.value[1] === '1000',
      90_000,
    );
    await waitFor(
      'both exporters are scraped',
      () => prometheus.query('count(up == 1)'),
      ([all]) => all?.value[1] === '2',
      30_000,
    );
    // One step of a history of an hour has 15 seconds, and a scrape of the old value must be before it.
    await waitFor(
      'the old value is known for longer than a step',
      () =>
        prometheus.query('count_over_time(socket_diagnostics_parameter{key="net.ipv4.tcp_fin_timeout"}[1m])'),
      ([count]) => Number(count?.value[1]) > 17,
      40_000,
    );
    await namespace.sysctl('net.ipv4.tcp_fin_timeout', 30);
    const sshd = stage.use(await SshServer.start(namespace));
    await sshd.trust('host');
    const { program } = await sshIn(namespace, sshd);
    workbench = await stage.workbench({
      namespace,
      machineSettings: {
        'socketDiagnostics.ssh.program': program,
        'socketDiagnostics.ssh.configFile': sshd.config,
        'socketDiagnostics.prometheusServers': [farm],
      },
    });
    await workbench.openSideBar();
    await workbench.treeRows().first().waitFor();
    for (const view of ['Sockets', 'Findings', 'Hosts'] as const)
      await workbench
        .view(view)
        .locator('.pane-header')
        .click({ position: { x: 20, y: 10 } });
  });

  it('lists a thousand of them, worst first, page by page', async () => {
    await row(/^Prometheus 127\.0\.0\.1:9091, 1,000 hosts · 1 error · 10 warnings$/).waitFor();
    await row(/^farm, 1,000 hosts · 1 error · 10 warnings$/).waitFor();
    const worst = await spoken('127.1.');
    assert.match(
      worst[0] ?? '',
      /^127\.1\.2\.200:9810, farm, errors, TIME_WAIT 700 · ports 100 % · 1 finding · /,
    );
    assert.match(worst[1] ?? '', /, warnings, TIME_WAIT \d+ · ports 85 % · /);
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`fleet-hosts-${theme}`);
    }
    await row(/^127\.1\.2\.200:9810, /).click();
    await more('25 of 1,000').click();
    await actUntil(
      'the end of the next page',
      () => workbench.page.keyboard.press('End'),
      () => more('125 of 1,000').isVisible(),
    );
    await workbench.page.keyboard.press('Home');
  });

  it('finds some of them', async () => {
    await search('127.1.2.20 error');
    await row(/^farm, 1 host · 1 error$/).waitFor();
    await row(/9091, 1,000 hosts .* · search: 127\.1\.2\.20 error$/).waitFor();
    await search('nothing like it');
    await row(/^No host matches “nothing like it”\.$/).waitFor();
    await action(/9091, /, 'Clear Search');
    await row(/^farm, 1,000 hosts/).waitFor();
  });

  it('are on a page, with what differs between them', async () => {
    await action(/9091, /, 'Open Fleet');
    await workbench.page.locator('.tab.active', { hasText: 'Hosts of 127.0.0.1:9091' }).waitFor();
    const page = workbench.report();
    await page.locator('h1', { hasText: 'Hosts of 127.0.0.1:9091' }).waitFor();
    await page.getByRole('img', { name: /^Hosts by share\. 95 % and more: 1, 80 % to 95 %: 10, / }).waitFor();
    await waitFor(
      'a square for each host',
      () => page.locator('.square').count(),
      (count) => count === 1000,
    );
    await waitFor(
      'the worst host',
      () => page.locator('#hosts tbody tr').first().innerText(),
      (text) => /127\.1\.2\.200:9810\s+Error\s+farm\s+100 %\s+10\.9\.0\.1:443\s+700/.test(text),
    );
    await page.locator('#fleet-findings', { hasText: 'ephemeral-port-exhaustion' }).waitFor();
    await page
      .locator('#drift', { hasText: /net\.ipv4\.tcp_tw_reuse\s*963 hosts have 2, 37 have 0/ })
      .waitFor();
    await page.locator('#hosts th button', { hasText: 'TIME_WAIT' }).click();
    await page.locator('#hosts tbody tr').first().filter({ hasText: '127.1.3.249:9810' }).waitFor();
    await page.getByRole('searchbox', { name: 'Filter: Hosts, worst first' }).fill('warning');
    await page.locator('#hosts', { hasText: '10 matches' }).waitFor();
    await page.getByRole('searchbox', { name: 'Filter: Hosts, worst first' }).fill('');
    await page.getByRole('button', { name: 'Show history of 127.1.3.249:9810' }).click();
    await page.locator('#past .uplot canvas').waitFor();
    await page.locator('#past', { hasText: '127.1.3.249:9810 (job farm)' }).waitFor();
    await page.locator('#past', { hasText: 'net.ipv4.tcp_fin_timeout' }).waitFor();
    await workbench.screenshot('fleet-page-history');
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await page.locator('#drift').waitFor();
      assert.deepEqual(await seriousProblems(page), [], theme);
      await intoView(page.locator('#heat'));
      await workbench.screenshot(`fleet-page-${theme}`);
      await intoView(page.locator('#fleet-findings'));
      await workbench.screenshot(`fleet-page-tables-${theme}`);
    }
    await workbench.page.setViewportSize({ width: 760, height: 900 });
    await waitFor('it fits', () =>
      page.locator('html').evaluate((root) => root.scrollWidth <= root.clientWidth),
    );
    await workbench.screenshot('fleet-page-narrow');
    await workbench.page.setViewportSize({ width: 1400, height: 900 });
    await workbench.runCommand('View: Close All Editors');
    await foldFarm();
  });

  it('refuses what is no address, and says what is missing where a token is', async () => {
    await workbench.runCommand('Sockets: Add Prometheus…');
    const input = workbench.page.locator('.quick-input-widget input').first();
    await input.fill('prometheus.example:9090');
    await workbench.page.locator('.quick-input-message', { hasText: 'is not the address' }).waitFor();
    await input.fill('https://me:secret@prometheus.example');
    await workbench.page.locator('.quick-input-message', { hasText: 'others could read' }).waitFor();
    await workbench.screenshot('fleet-bad-address');
    await input.fill(`${gate}/`);
    await workbench.page.keyboard.press('Enter');
    await answerToken('wrong');
    await row(/^Prometheus 127\.0\.0\.1:9099, refused access \(status 401\)/).waitFor();
    await row(/^Check that the token is still valid/).waitFor();
    await workbench.screenshot('fleet-denied');
  });

  it('shows the host that is out of ports first, and says of what node_exporter tells', async () => {
    await workbench.runCommand('Notifications: Clear All Notifications');
    await action(/9099, /, 'Set Token…');
    await answerToken(token);
    await row(/^Prometheus 127\.0\.0\.1:9099, 2 hosts · 1 error · 1 unknown$/).waitFor();
    const [worst = '', other = ''] = await spoken('127.0.0.');
    assert.match(worst, /^127\.0\.0\.1:9820, sockets, errors, TIME_WAIT [\d,]+ · ports 100 % · /);
    assert.match(
      other,
      /^127\.0\.0\.2:9100, node, unknown, TIME_WAIT [\d,]+ · host-wide, not by destination$/,
    );
    await workbench.screenshot('fleet-real');
  });

  it('costs six queries, and keeps the token to itself', async () => {
    const earlier = await queries();
    // The view's own refresh is a minute after this one.
    await action(/9099, /, 'Refresh Prometheus');
    const before = await steadyQueries(earlier);
    await action(/9099, /, 'Refresh Prometheus');
    assert.equal((await steadyQueries(before)) - before, 6);
    await row(/^Prometheus 127\.0\.0\.1:9099, 2 hosts/).waitFor();
    const settings = await workbench.machineSettings();
    assert.match(settings, /9099/);
    assert.doesNotMatch(settings, new RegExp(token));
  });

  it('inspects the host itself where ssh knows it', async () => {
    await action(/^127\.0\.0\.1:9820, /, 'Inspect This Host');
    await workbench.page.locator('.tab.active', { hasText: 'TIME_WAIT: web1' }).waitFor();
    const report = workbench.report();
    await report.locator('body', { hasText: '127.0.1.1' }).waitFor();
    const past = report.locator('#past');
    await past.locator('.uplot canvas').waitFor();
    await past.locator('.marks', { hasText: 'The alert SocketPortsNearlyUsedUp began to fire.' }).waitFor();
    await past.locator('.marks', { hasText: 'net.ipv4.tcp_fin_timeout was 60 and is 30.' }).waitFor();
    await past
      .getByRole('img', {
        name: /, last 1 h\. TIME_WAIT between [\d,]+ and [\d,]+, ports in use between .* and 100 %$/,
      })
      .waitFor();
    await intoView(past);
    await workbench.screenshot('fleet-history');
    await past.getByRole('button', { name: '7 d' }).click();
    await past.getByRole('img', { name: /, last 7 d\. TIME_WAIT / }).waitFor();
    await past.locator('[aria-pressed="true"]', { hasText: '7 d' }).waitFor();
  });

  it('says that a Prometheus is down, and keeps what it knew with its age', async () => {
    await prometheus[Symbol.asyncDispose]();
    // A click is lost while the rows are drawn again, as after the inspection.
    await actUntil(
      'it could not be read',
      () => action(/9099, /, 'Refresh Prometheus'),
      () =>
        row(
          /9099, could not be read\. It answered with status 502\. · 2 hosts · .* ago$|9099, could not be read.* now$/,
        ).isVisible(),
    );
    await row(/^127\.0\.0\.1:9820, sockets, errors, /).waitFor();
    await row(/^Check the address, including the path/).waitFor();
    await row(/^The hosts below are as of \d\d:\d\d:\d\d\.$/).waitFor();
    await workbench.screenshot('fleet-down');
  });

  it('is removed with its hosts', async () => {
    const gone = row(/^Prometheus 127\.0\.0\.1:9099, /);
    // A click is lost while the rows are drawn again.
    await actUntil(
      'the row is gone',
      () => action(/9099, /, 'Remove Prometheus'),
      async () => (await gone.count()) === 0,
    );
    await waitFor(
      'the setting',
      () => workbench.machineSettings(),
      (text) => !text.includes('9099'),
    );
    // The report of web1 has nobody to ask any more.
    await workbench.report().locator('#past').waitFor({ state: 'hidden' });
  });

  async function queries(): Promise<number> {
    return Number((await fetchIn(namespace, `${gate}/count`)).text);
  }

  /** Their number, once there are more than before and no more have come for two seconds. */
  async function steadyQueries(before: number): Promise<number> {
    let last = before;
    let since = 0;
    return waitFor(
      'the queries',
      queries,
      (count) => {
        if (count !== last) {
          last = count;
          since = performance.now();
        }
        return count > before && performance.now() - since > 2000;
      },
      20_000,
    );
  }

  function row(said: RegExp): Locator {
    return workbench
      .view('Hosts')
      .locator('.monaco-list-row')
      .and(workbench.page.getByRole('treeitem', { name: said }))
      .first();
  }

  /** What a screen reader says of the rows of instances that are drawn, from the top. */
  function spoken(part: string): Promise<readonly string[]> {
    return waitFor(
      'instances',
      async () => {
        const rows = workbench.view('Hosts').locator(`.monaco-list-row[aria-level="3"]`);
        const labels = await rows.evaluateAll((all) =>
          all
            .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
            .map((each) => each.getAttribute('aria-label') ?? ''),
        );
        return labels.filter((label) => label.startsWith(part));
      },
      (labels) => labels.length > 1,
    );
  }

  async function search(text: string): Promise<void> {
    await action(/9091, /, 'Search Instances…');
    const input = workbench.page.locator('.quick-input-widget input').first();
    await input.fill(text);
    await workbench.page.keyboard.press('Enter');
  }

  async function answerToken(text: string): Promise<void> {
    const box = workbench.page.locator('.quick-input-widget input[type="password"]').first();
    await box.fill(text);
    await workbench.page.keyboard.press('Enter');
  }

  /** The thousand are out of the way. */
  async function foldFarm(): Promise<void> {
    const root = row(/9091, /);
    await actUntil(
      'the farm is folded',
      async () => {
        if ((await root.getAttribute('aria-expanded')) === 'true')
          await root.locator('.monaco-tl-twistie').click();
      },
      async () => (await root.getAttribute('aria-expanded')) === 'false',
    );
  }

  /** The row after those of a job that are shown. */
  function more(shown: string): Locator {
    return workbench.view('Hosts').getByRole('button', { name: `Show more: ${shown} shown` });
  }

  /** By the button in the row, if it has one, or its menu. */
  async function action(said: RegExp, label: string): Promise<void> {
    const target = row(said);
    const button = target.locator(`.action-label[aria-label="${label}"]`);
    await target.waitFor();
    await waitFor(
      label,
      async () => {
        await target.hover({ timeout: 2000 }).catch(() => undefined);
        if (await button.isVisible())
          return button.click({ timeout: 2000 }).then(
            () => true,
            () => false,
          );
        await chooseFromMenu(workbench, label, () => target.click({ button: 'right', timeout: 2000 }));
        return true;
      },
      Boolean,
      30_000,
    );
  }
});

function support(file: string): string {
  return join(repository, 'test/support', file);
}
