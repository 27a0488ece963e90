import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameLocator } from 'playwright-core';
import type { Namespace } from '../support/namespace.ts';
import type { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import type { Workbench, Theme } from '../support/workbench.ts';
import { seriousProblems } from './support/accessibility.ts';
import { answerFileDialog } from './support/fileDialog.ts';
import { Stage } from './support/stage.ts';

const themes: readonly Theme[] = ['light', 'highContrast', 'dark'];

/** Before and after a change: what is saved, opened again and compared, as an engineer does it. */
describe('snapshots and comparisons', function () {
  this.timeout(90_000);
  const stage = new Stage();
  let namespace: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;
  let folder: string;
  let file: string;

  before(async function () {
    this.timeout(120_000);
    folder = await stage.sample();
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40299' });
    traffic = stage.traffic(namespace);
    // VS Code forgets the tabs of a window without a folder.
    workbench = await stage.workbench({ namespace, folder });
    await workbench.openSideBar();
    await traffic.clientTimeWait({ count: 290, address: '127.0.30.1', port: 5432 });
    // These stay while they are held, however slow the machine is.
    await traffic.closeWait({ count: 60, address: '127.0.30.3', port: 9000, from: '127.0.0.3' });
    // CLOSE_WAIT is a finding from three seconds on.
    await sleep(3100);
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    await report().locator('#verdict').waitFor();
    assert.match(await report().locator('#verdict').innerText(), /127\.0\.30\.1:5432.* 290 of 29\d/);
  });
  it('saves what was inspected, sockets and all', async () => {
    await workbench.runCommand('Sockets: Save Snapshot…');
    await answerFileDialog(workbench, isSaved);
    const saved = JSON.parse(await readFile(file, 'utf8')) as { schema: string; hostLabel: string };
    assert.equal(saved.schema, 'socket-diagnostics/snapshot');
    assert.ok(saved.hostLabel.length > 0);
  });

  it('compares it with the present, and says what became of everything', async () => {
    await namespace.sysctl('net.ipv4.ip_local_port_range', '40000 41999');
    await traffic.clientTimeWait({ count: 40, address: '127.0.30.4', port: 6379 });
    await report().locator('header button.primary').click();
    await report().locator('#parameters tbody tr', { hasText: '40000 41999' }).waitFor();
    await report().locator('header button', { hasText: 'Compare…' }).click();
    const { page } = workbench;
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Snapshot File…' }).click();
    await answerFileDialog(workbench, () => page.locator('.tab', { hasText: '⟷' }).isVisible(), file);
    await page.locator('.tab.active', { hasText: 'before ⟷ after' }).waitFor();
    const comparison = report();
    await comparison.locator('.sides').waitFor();
    assert.match(await comparison.locator('.sides').innerText(), /Before.*\.sockets\.json.*After/s);
    const row = (section: string, text: string): Promise<string> =>
      comparison.locator(`${section} tbody tr`, { hasText: text }).first().innerText();
    assert.match(await row('#findings', 'ephemeral-port-exhaustion'), /^gone\s.*not found$/s);
    assert.match(await row('#findings', 'close-wait-pile-up'), /^still\sthere\s/);
    assert.match(await row('#parameters', 'net.ipv4.ip_local_port_range'), /40000 40299\s+40000 41999/);
    assert.match(await row('#destinations', '127.0.30.4:6379'), /none\s.*40 of 1,99\d/s);
    assert.match(await row('#figures', 'Usable ports'), /(?:300|29\d)\s+(?:2,000|1,99\d)\s+\+1,700/);
    assert.match(await row('#counters', 'TcpExt.TW'), /[1-9]/);
  });

  it('is read without colours, by a keyboard, in every theme, wide and narrow', async () => {
    const { page } = workbench;
    const found: string[] = [];
    for (const theme of themes) {
      await workbench.setTheme(theme);
      for (const width of [700, 1400]) {
        await page.setViewportSize({ width, height: 2000 });
        await report().locator('.sides').waitFor();
        await workbench.screenshot(`comparison-${theme}-${String(width)}`);
        const wider = await report()
          .locator('body')
          .evaluate((body) => body.scrollWidth - body.clientWidth);
        assert.equal(wider, 0, `it scrolls sideways at ${String(width)}`);
      }
      const problems = await seriousProblems(report());
      found.push(...problems.map((problem) => `${theme}: ${problem}`));
    }
    await page.setViewportSize({ width: 1400, height: 900 });
    assert.deepEqual(found, []);
  });

  it('is copied as Markdown', async () => {
    await report().locator('header button', { hasText: 'Copy as Markdown' }).click();
    const text = await waitFor(
      'the clipboard',
      () => workbench.page.evaluate(() => navigator.clipboard.readText()),
      (copied) => copied.startsWith('# TIME_WAIT: '),
    );
    assert.match(text, /\n## Kernel parameters that differ\n/);
  });

  it('opens the snapshot in tree and report, marked as read-only', async () => {
    const { page } = workbench;
    await workbench.runCommand('Sockets: Open Snapshot…');
    await answerFileDialog(
      workbench,
      () => page.locator('.tab', { hasText: '(snapshot)' }).isVisible(),
      file,
    );
    await report().locator('.banner', { hasText: 'Read-only' }).waitFor();
    const text = await report().locator('body').innerText();
    assert.ok(text.includes(file), text);
    assert.match(text, /290 of 29\d/);
    assert.equal(await report().locator('header button.primary').count(), 0);
    assert.equal(await report().locator('#history').count(), 0);
    assert.equal(await report().locator('.live:visible').count(), 0);
    const snapshot = workbench.treeRows().filter({ hasText: '.sockets.json' });
    await snapshot.waitFor();
    await page.locator('.pane-body .message', { hasText: 'read-only' }).waitFor();
    await workbench.screenshot('snapshot');
    // What a snapshot is of is not of now: there is nothing to follow.
    await page.locator('.statusbar-item', { hasText: 'TIME_WAIT' }).waitFor({ state: 'hidden' });
  });

  it('says what is wrong with a file that is no snapshot, and opens nothing', async () => {
    const { page } = workbench;
    const damaged = `${file}.damaged.json`;
    await writeFile(damaged, (await readFile(file, 'utf8')).replace('"takenAt":"', '"takenAt":"x'));
    const told = page.locator('.notification-toast', { hasText: 'snapshot-not-opened' });
    await workbench.runCommand('Sockets: Open Snapshot…');
    await answerFileDialog(workbench, () => told.isVisible(), damaged);
    assert.match(
      await told.innerText(),
      /damaged\.json was not opened.*takenAt is not a time.*Choose a file/s,
    );
    assert.equal(await page.locator('.tab', { hasText: 'damaged' }).count(), 0);
    await workbench.screenshot('snapshot-damaged');
  });

  function report(): FrameLocator {
    return workbench.report();
  }

  /** Under the name that was offered: host and time, in the workspace. */
  async function isSaved(): Promise<boolean> {
    const [name] = (await readdir(folder)).filter((each) =>
      /^[\w.-]+-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.sockets\.json$/.test(each),
    );
    if (name === undefined) return false;
    file = join(folder, name);
    return (await readFile(file, 'utf8')).endsWith('}\n');
  }
});
