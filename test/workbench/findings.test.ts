import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { ConfiguredNamespace } from '../support/configuredNamespace.ts';
import { ssCounts } from '../support/kernelCounts.ts';
import type { Namespace } from '../support/namespace.ts';
import type { Traffic } from '../support/traffic.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { seriousProblems } from './support/accessibility.ts';
import { chooseFromMenu } from './support/menu.ts';
import { Stage } from './support/stage.ts';
import { intoView } from './support/intoView.ts';

const exhausted = 'ephemeral-port-exhaustion';

/** From a finding to its sockets, its line in a file, its commands and its explanation. */
describe('findings', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let namespace: Namespace;
  let traffic: Traffic;
  let configured: ConfiguredNamespace;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace();
    traffic = stage.traffic(namespace);
    const files = {
      '90-web.conf': '# from a blog\nnet.ipv4.ip_local_port_range = 40000 40199\nnet.ipv4.tcp_tw_reuse = 1\n',
    };
    configured = stage.use(await ConfiguredNamespace.create(namespace, { files, boots: true }));
    workbench = await stage.workbench({ namespace, enter: configured.enter });
    // A list draws the rows in view only, and three views share the side bar.
    await workbench.page.setViewportSize({ width: 1400, height: 1600 });
  });

  it('are none where nothing is wrong, with the reason', async () => {
    await namespace.sysctl('net.ipv4.tcp_tw_reuse', 1);
    await namespace.sysctl('net.ipv4.ip_local_port_range', '1024 65535');
    await workbench.openSideBar();
    await row('No findings').or(row('Information')).first().waitFor();
    await workbench.screenshot('findings-none');
  });

  it('are grouped by severity, the worst first, and counted by the badge', async () => {
    await namespace.sysctl('net.ipv4.tcp_tw_reuse', 0);
    await namespace.sysctl('net.ipv4.ip_local_port_range', '40000 40199');
    await traffic.clientTimeWait({ count: 200, address: '127.0.30.1', port: 5432 });
    await traffic.clientTimeWait({ count: 40, address: '127.0.30.2', port: 5432 });
    await traffic.closeWait({ count: 60, address: '127.0.30.3', port: 9000, from: '127.0.0.3' });
    // CLOSE_WAIT is a finding from three seconds on.
    await sleep(3100);
    await actUntil(
      'the findings',
      () => workbench.clickRefresh('Findings'),
      () => row('200 of 200').count(),
    );
    const labels = await rows().locator('.label-name').allInnerTexts();
    assert.equal(labels[0], 'Errors');
    assert.match(labels[1] ?? '', /127\.0\.30\.1:5432 use 200 of 200/);
    // The list draws what is in view only, and the worst come first.
    assert.ok(labels.indexOf('Warnings') > 1, labels.join(', '));
    const count = async (group: string): Promise<number> =>
      Number(await row(group).first().locator('.label-description').innerText());
    const serious = (await count('Errors')) + (await count('Warnings'));
    const badge = workbench.page.locator('.activitybar .badge-content', { hasText: String(serious) });
    await badge.first().waitFor();
  });

  it('tell what they rest on and what to do, below the row and in its tooltip', async () => {
    await row('200 of 200').locator('.monaco-tl-twistie').click();
    await row('Ports in use: 200 of 200').waitFor();
    await row('Keep connections open').waitFor();
    await row('200 of 200').first().hover();
    const tooltip = workbench.page.locator('.monaco-hover', { hasText: `Rule ${exhausted}` });
    await tooltip.waitFor();
    assert.match(await tooltip.innerText(), /Ports in use: 200 of 200 .*\(socket table\)/);
    await workbench.screenshot('findings-expanded');
    await workbench.page.keyboard.press('Escape');
    await row('200 of 200').first().locator('.monaco-tl-twistie').click();
  });

  it('show their sockets, and no others, in the tree', async () => {
    await press(row('200 of 200'), 'Show Sockets');
    const counts = await ssCounts(namespace, ['dst', '127.0.30.1:5432']);
    assert.deepEqual(counts, { 'TIME-WAIT': 200 });
    const message = workbench.view('Sockets').locator('.tree-explorer-viewlet-tree-view .message');
    await waitFor(
      'the filtered tree',
      async () => (await message.innerText()).replaceAll('\u00a0', ' '),
      (text) => /^200 of \d+ sockets match local:127\.0\.0\.1 peer:127\.0\.30\.1 pport:5432/.test(text),
    );
    await workbench.screenshot('findings-sockets');
    await workbench.titleAction('Clear Filter').click();
  });

  it('open the line that sets the parameter', async () => {
    await menu(row('The running value of tcp_tw_reuse is 0, but'), 'Open File at Line');
    await workbench.page.locator('.tab.active', { hasText: '90-web.conf' }).waitFor();
    await atLine(3);
    await workbench.screenshot('findings-file');
  });

  it('open the editor’s fixes for the line', async () => {
    await menu(row('ip_local_port_range has 200 ports'), 'Open Fix…');
    await atLine(2);
    const fix = workbench.page.locator('.action-widget .action', { hasText: 'Set ip_local_port_range to' });
    await fix.first().waitFor();
    await workbench.screenshot('findings-fix');
    await workbench.page.keyboard.press('Escape');
    assert.match(await readFile(join(configured.folder, '90-web.conf'), 'utf8'), /40000 40199/);
  });

  it('copy their commands and themselves', async () => {
    await menu(row('200 of 200'), 'Copy ss Command');
    await clipboard('ss -tano src 127.0.0.1 dst 127.0.30.1:5432');
    await menu(row('200 of 200'), 'Copy sysctl Command');
    await clipboard(/^(sudo )?sysctl -w net\.ipv4\.tcp_tw_reuse=1$/);
    await menu(row('200 of 200'), 'Copy Finding');
    await clipboard(/^## ERROR: Connections from 127\.0\.0\.1 .*Rule `ephemeral-port-exhaustion`\.\n$/s);
  });

  it('open the section of the guide', async () => {
    await menu(row('200 of 200'), 'Open Guide Section');
    await workbench.markdownPreview().locator('h2', { hasText: 'Running out of local ports' }).waitFor();
    await workbench.page.keyboard.press('Control+w');
  });

  it('offer the same in the report', async () => {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const report = workbench.report();
    const card = report.locator(`[data-rule="${exhausted}"]`).first();
    await card.waitFor();
    assert.deepEqual(
      (await card.locator('.actions button').allInnerTexts()).map((text) => text.trim()),
      [
        'Show sockets',
        'Open 90-web.conf:3',
        'Copy sysctl command',
        'Copy ss command',
        'Read more: Running out of local ports',
      ],
    );
    await card.locator('[data-action="copyCommand"]').last().click();
    await clipboard('ss -tano src 127.0.0.1 dst 127.0.30.1:5432');
    await card.locator('[data-action="showSockets"]').click();
    await workbench.titleAction('Clear Filter').click();
    const configuredCell = report.locator('#parameters tbody tr', { hasText: 'net.ipv4.tcp_tw_reuse ' });
    assert.match(
      await configuredCell.first().innerText(),
      /1\s*not applied\s*\/etc\/sysctl\.d\/90-web\.conf:3/,
    );
    await intoView(report.locator('#parameters'));
    await workbench.screenshot('findings-parameters');
    await card.locator('[data-action="openFile"]').click();
    await atLine(3);
    await workbench.page.keyboard.press('Control+w');
  });

  it('look right in every theme, wide and narrow', async () => {
    const { page } = workbench;
    const found: string[] = [];
    await workbench.report().locator(`[data-rule="${exhausted}"]`).first().waitFor();
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      for (const width of [700, 1400]) {
        await page.setViewportSize({ width, height: 1600 });
        await intoView(workbench.report().locator(`[data-rule="${exhausted}"]`).first());
        await workbench.screenshot(`findings-${theme}-${String(width)}`);
      }
      const problems = await seriousProblems(workbench.report());
      found.push(...problems.map((problem) => `${theme}: ${problem}`));
    }
    assert.deepEqual(found, []);
  });

  function rows(): Locator {
    return workbench.treeRows('Findings');
  }

  function row(text: string): Locator {
    return rows().filter({ hasText: text });
  }

  /** A button that a row shows while the pointer is on it. The row may be redrawn meanwhile. */
  async function press(of: Locator, label: string): Promise<void> {
    const button = of.first().locator(`.action-label[aria-label="${label}"]`);
    await waitFor(`the button ${label}`, async () => {
      await of.first().hover();
      return await button.click({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    });
  }

  function menu(of: Locator, label: string): Promise<void> {
    return chooseFromMenu(workbench, label, () => of.first().click({ button: 'right', timeout: 3000 }));
  }

  async function atLine(line: number): Promise<void> {
    await workbench.page
      .locator('.statusbar-item', { hasText: `Ln ${String(line)}, Col 1` })
      .first()
      .waitFor();
  }

  async function clipboard(expected: string | RegExp): Promise<void> {
    await waitFor(
      `${String(expected)} on the clipboard`,
      () => workbench.page.evaluate(() => navigator.clipboard.readText()),
      (text) => (typeof expected === 'string' ? text === expected : expected.test(text)),
    );
  }
});
