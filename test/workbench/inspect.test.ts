import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ssCounts, type Counts } from '../support/kernelCounts.ts';
import type { Namespace } from '../support/namespace.ts';
import type { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { ssNames, startHostileListener, hostileName } from './support/sockets.ts';
import { Stage } from './support/stage.ts';
import { intoView } from './support/intoView.ts';

/** As a user sees it, with no folder open, on a host whose ports to one destination are nearly all taken. */
describe('Inspect TIME_WAIT', function () {
  this.timeout(60_000);
  const stage = new Stage();
  const violations: string[] = [];
  let namespace: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40999' });
    traffic = stage.traffic(namespace);
    stage.atEnd(startHostileListener(namespace, 7007));
    workbench = await stage.workbench({ namespace });
    workbench.page.on('console', (message) => {
      if (/Content Security Policy|violates/i.test(message.text())) violations.push(message.text());
    });
    await traffic.clientTimeWait({ count: 970, address: '127.0.30.1', port: 5432 });
    await traffic.serverTimeWait({ count: 210, address: '127.0.30.2', port: 8443, from: '127.0.0.2' });
    await traffic.closeWait({ count: 60, address: '127.0.30.3', port: 9000, from: '127.0.0.3' });
    // CLOSE_WAIT is a finding from three seconds on.
    await sleep(3100);
  });

  it('fills the tree when the view is opened, with the counts of the kernel', async () => {
    await workbench.openSideBar();
    await workbench.treeRows().first().waitFor();
    // The workbench's own connections come and go: read until kernel and tree are of the same moment.
    await waitFor(
      'equal counts',
      async () => {
        const before = await ssCounts(namespace);
        await workbench.refresh();
        return { shown: await treeCounts(), before, after: await ssCounts(namespace) };
      },
      ({ shown, before, after }) => same(before, after) && same(shown, after),
      30_000,
    );
  });

  it('opens the report from the palette, with the figures of the kernel', async () => {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const report = workbench.report();
    await report.locator('#verdict').waitFor();
    assert.match(await report.locator('#verdict').innerText(), /127\.0\.30\.1:5432.* 970 of (?:99\d|1,000)/);
    const kernel = await ssCounts(namespace, ['dst', '127.0.30.1:5432']);
    assert.deepEqual(kernel, { 'TIME-WAIT': 970 });
    const destination = report.locator('#destinations tbody tr', { hasText: '127.0.30.1:5432' });
    assert.match(await destination.innerText(), /970 of (?:99\d|1,000)\s+970\s/);
    const { 'TIME-WAIT': served } = await ssCounts(namespace, ['src', '127.0.30.2:8443']);
    const listener = report.locator('#listeners tbody tr', { hasText: '127.0.30.2:8443' });
    assert.match(await listener.innerText(), new RegExp(`\\s${String(served)}\\s+0\\s+0\\s`));
    assert.equal(await report.locator('[data-rule="ephemeral-port-exhaustion"]').count(), 1);
    assert.equal(await report.locator('[data-rule="close-wait-pile-up"]').count(), 1);
  });

  it('tells in the chart when all the TIME_WAIT sockets were closed', async () => {
    const report = workbench.report();
    await report.locator('#ages summary').click();
    const showAll = report.locator('#ages button:visible', { hasText: 'Show all' });
    if ((await showAll.count()) > 0) await showAll.click();
    const cells = await report.locator('#ages tbody td').allInnerTexts();
    const sum = cells.reduce((total, cell) => total + Number(cell.replaceAll(',', '')), 0);
    const shown = await report
      .locator('.figure', { hasText: 'TIME_WAIT' })
      .first()
      .locator('.value')
      .innerText();
    assert.equal(sum, Number(shown.replaceAll(',', '')));
    assert.equal(await report.locator('.chart .column').count(), 60);
  });

  it('shows a hostile process name as what it is: text', async () => {
    const report = workbench.report();
    const row = report.locator('#listeners tbody tr', { hasText: ':7007' });
    assert.ok((await row.innerText()).includes(hostileName.shown), await row.innerText());
    assert.equal(await report.locator('#report img, #report b').count(), 0);
    const listening = workbench.treeRows().filter({ hasText: /^LISTEN/ });
    await listening.locator('.monaco-tl-twistie').click();
    const leaf = workbench.treeRows().filter({ hasText: ':7007' });
    await leaf.waitFor();
    assert.ok((await leaf.innerText()).includes(hostileName.shown), await leaf.innerText());
    assert.ok((await leaf.getAttribute('aria-label'))?.includes(hostileName.shown));
    await leaf.hover();
    await workbench.page.locator('.monaco-hover', { hasText: hostileName.shown }).waitFor();
    assert.equal(await workbench.page.locator('.monaco-hover b, .monaco-hover img').count(), 0);
    await listening.locator('.monaco-tl-twistie').click();
  });

  it('looks right in every theme, wide and narrow, and keeps to its content security policy', async () => {
    const { page } = workbench;
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await intoView(workbench.report().locator('#verdict'));
      await workbench.screenshot(`report-${theme}`);
    }
    await page.setViewportSize({ width: 1400, height: 2700 });
    await workbench.screenshot('report-whole');
    await page.setViewportSize({ width: 1000, height: 900 });
    await intoView(workbench.report().locator('#destinations'));
    await workbench.screenshot('report-narrow');
    const wider = await workbench
      .report()
      .locator('body')
      .evaluate((body) => body.scrollWidth - body.clientWidth);
    assert.equal(wider, 0, 'the page itself scrolls sideways');
    await page.setViewportSize({ width: 1400, height: 900 });
    assert.deepEqual(violations, []);
  });

  it('pages long lists, and keeps what is expanded over a refresh', async () => {
    await traffic.clientTimeWait({ count: 450, address: '127.0.30.4', port: 6000 });
    await workbench.refresh();
    const rows = workbench.treeRows();
    const more = rows.filter({ hasText: /Show more/ });
    // A list draws the rows in view only: its end is reached by key.
    const toTheEnd = async (): Promise<string> => {
      await workbench.view('Sockets').locator('.customview-tree .monaco-list').focus();
      await workbench.page.keyboard.press('End');
      for (let row = 0; row < 30 && (await more.count()) === 0; row++)
        await workbench.page.keyboard.press('ArrowUp');
      // Rows come and go while the tree is redrawn.
      return await more.innerText({ timeout: 1000 }).catch(() => '');
    };
    await rows
      .filter({ hasText: /^TIME_WAIT/ })
      .locator('.monaco-tl-twistie')
      .click();
    await rows.filter({ hasText: '127.0.30.4:6000' }).first().locator('.monaco-tl-twistie').click();
    await rows
      .filter({ hasText: /^127\.0\.0\.1:4\d{4}/ })
      .first()
      .waitFor();
    await waitFor('the first page', toTheEnd, (text) => text.includes('100 of 450'));
    await workbench.screenshot('tree-show-more');
    await more.click();
    await waitFor('the next page', toTheEnd, (text) => text.includes('200 of 450'));
    await workbench.refresh();
    await waitFor('as many rows as before', toTheEnd, (text) => text.includes('200 of 450'));
    await workbench.page.keyboard.press('Home');
    await workbench.screenshot('tree-expanded');
  });

  it('opens the section of the guide that a finding names, rendered', async () => {
    await workbench.report().locator('[data-rule="ephemeral-port-exhaustion"] [data-section]').click();
    const heading = workbench.markdownPreview().locator('h2', { hasText: 'Running out of local ports' });
    await heading.waitFor();
    await waitFor('the heading in view', () =>
      heading.evaluate((node) => {
        const { top } = node.getBoundingClientRect();
        return top > -100 && top < innerHeight / 2;
      }),
    );
    for (const theme of ['light', 'dark'] as const) {
      await workbench.setTheme(theme);
      await heading.waitFor();
      await workbench.screenshot(`guide-${theme}`);
    }
    await workbench.page.keyboard.press('Control+w');
  });

  async function treeCounts(): Promise<Counts> {
    const states = await workbench.treeRows().locator('.label-name').allInnerTexts();
    const counts = await workbench.treeRows().locator('.label-description').allInnerTexts();
    return Object.fromEntries(
      states.map((state, row) => [ssNames[state] ?? state, Number(counts[row]?.replaceAll(',', ''))]),
    );
  }
});

function same(one: Counts, other: Counts): boolean {
  const sorted = (counts: Counts): string => JSON.stringify(Object.entries(counts).sort());
  return sorted(one) === sorted(other);
}
