import assert from 'node:assert/strict';
import { makeEndings } from '../support/watching.ts';
import type { Workbench } from '../support/workbench.ts';
import { seriousProblems } from './support/accessibility.ts';
import { Stage } from './support/stage.ts';

/** A program that fails for want of a local port, which no list of sockets shows. */
describe('watching connections', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let workbench: Workbench;
  let crawler: number;

  before(async function () {
    this.timeout(120_000);
    const namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40099' });
    workbench = await stage.workbench({ namespace });
    ({ pid: crawler } = await makeEndings(namespace, 4, 'crawl', 0));
  });

  it('asks how long, counts while it listens, and tells failures with the name of the program', async () => {
    const { page } = workbench;
    await workbench.runCommand('Sockets: Watch Connections…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '10 seconds' }).first().click();
    const progress = page.locator('.notification-toast', { hasText: 'Watching connections' });
    await progress.filter({ hasText: /\d+ connections? ended/ }).waitFor();
    await workbench.screenshot('watch-progress');
    const report = workbench.report();
    await report.locator('#connections').waitFor({ timeout: 30_000 });
    const row = report.locator('#connections tbody tr', { hasText: 'unknown port' });
    const text = await row.first().innerText();
    assert.match(text, /No local port \d{2,}/);
    assert.match(text, new RegExp(`probably crawler \\(${String(crawler)}\\)`));
    const verdict = await report.locator('#verdict').innerText();
    assert.match(verdict, /connect\(\) calls to 127\.0\.0\.1 failed in 10 s because no local port was left/);
    const finding = report.locator('#findings', { hasText: 'because no local port was left' });
    assert.match(await finding.innerText(), /crawler/);
  });

  it('looks right in every theme, and is accessible', async () => {
    const section = workbench.report().locator('#connections');
    for (const theme of ['dark', 'light', 'highContrast'] as const) {
      await workbench.setTheme(theme);
      await section.scrollIntoViewIfNeeded();
      await workbench.screenshot(`watch-${theme}`);
    }
    await workbench.setTheme('dark');
    assert.deepEqual(await seriousProblems(workbench.report()), []);
  });

  it('filters the tree by a click on a destination', async () => {
    await workbench.report().locator('#connections .endpoint').first().click();
    await workbench.page.locator('.sidebar .pane-body', { hasText: 'peer:127.0.0.1' }).first().waitFor();
  });

  it('opens the guide at a kind', async () => {
    await workbench
      .report()
      .locator('#connections [data-section="connection-no-local-port"]')
      .first()
      .click();
    await workbench.page
      .locator('.tab', { hasText: /connections/i })
      .first()
      .waitFor();
    await workbench.screenshot('watch-guide');
  });
});
