import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { inspectIn } from '../support/cli.ts';
import type { Namespace } from '../support/namespace.ts';
import type { Theme, Workbench } from '../support/workbench.ts';
import { chooseFromMenu } from './support/menu.ts';
import { Stage } from './support/stage.ts';

const themes: readonly Theme[] = ['light', 'highContrast', 'dark'];

/** A saved inspection is a file like others: it opens from the Explorer, and a hostile or damaged one says so in its tab. */
describe('the editor of *.sockets.json', function () {
  this.timeout(90_000);
  const stage = new Stage();
  let namespace: Namespace;
  let workbench: Workbench;
  let folder: string;

  before(async function () {
    this.timeout(120_000);
    folder = await stage.folder();
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40199' });
    const traffic = stage.traffic(namespace);
    await traffic.clientTimeWait({ count: 200, address: '127.0.30.1', port: 5432 });
    const saved = file('web1.sockets.json');
    await inspectIn(namespace, ['--save', saved]);
    const text = await readFile(saved, 'utf8');
    await writeFile(file('older.snapshot.json'), text);
    await writeFile(file('damaged.sockets.json'), text.replace('"takenAt":"', '"takenAt":"x'));
    // More than any snapshot: 9 million empty lists.
    await writeFile(file('hostile.sockets.json'), `[${'[],'.repeat(9_000_000)}[]]`);
    workbench = await stage.workbench({ namespace, folder });
    // Until the extension is known, its files open as text.
    await workbench.openSideBar();
    await workbench.page.keyboard.press('Control+Shift+E');
    await entry('web1.sockets.json').waitFor();
  });

  function file(name: string): string {
    return join(folder, name);
  }

  function entry(name: string): Locator {
    return workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
  }

  function tab(name: string): Locator {
    return workbench.page.locator('.tab', { hasText: name });
  }

  function report(): FrameLocator {
    return workbench.report();
  }

  it('opens the report with a double click, read-only, in every theme', async () => {
    await entry('web1.sockets.json').dblclick();
    await report().locator('.banner', { hasText: 'Read-only' }).waitFor();
    await report().locator('#verdict', { hasText: '127.0.30.1:5432' }).waitFor();
    assert.match(await report().locator('#verdict').innerText(), /200 of 200/);
    assert.equal(await report().locator('header button.primary').count(), 0);
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await report().locator('#verdict').waitFor();
      await workbench.screenshot(`snapshot-editor-${theme}`);
    }
    // The tree shows it as after Open Snapshot….
    await workbench.openSideBar();
    await workbench.page.locator('.pane-body .message', { hasText: 'read-only' }).first().waitFor();
  });

  it('opens an older name, and shows an open report again, from the context menu', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+Shift+E');
    for (const [name, title] of [
      ['older.snapshot.json', '(snapshot)'],
      ['web1.sockets.json', 'web1.sockets.json'],
    ] as const) {
      await chooseFromMenu(workbench, 'Open Snapshot…', () =>
        entry(name).click({ button: 'right', timeout: 3000 }),
      );
      await page.locator('.tab.active', { hasText: title }).waitFor();
      await report().locator('#verdict', { hasText: '127.0.30.1:5432' }).waitFor();
    }
    assert.equal(await page.locator('.tab').count(), 2);
  });

  it('compares from the title of the editor', async () => {
    const { page } = workbench;
    await tab('web1.sockets.json').click();
    await page.locator('.editor-actions .action-label[aria-label^="Compare"]').click();
    await page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
    await page.keyboard.press('Escape');
  });

  for (const [name, reason] of [
    ['damaged.sockets.json', /was not opened\..*takenAt is not a time.*Choose a file/s],
    ['hostile.sockets.json', /was not opened\..*contains more than any snapshot.*Choose a file/s],
  ] as const)
    it(`keeps the tab of ${name} and says why there is no report`, async () => {
      await workbench.page.keyboard.press('Control+Shift+E');
      await entry(name).dblclick();
      const banner = report().locator('.banner.severity-error');
      await banner.filter({ hasText: name }).waitFor();
      assert.match(await banner.innerText(), reason);
      await workbench.screenshot(`snapshot-editor-${name.split('.')[0] ?? ''}`);
    });

  it('reads a file again that was mended', async () => {
    await writeFile(file('damaged.sockets.json'), await readFile(file('web1.sockets.json'), 'utf8'));
    await tab('damaged.sockets.json').click();
    await report().getByRole('button', { name: 'Retry' }).click();
    await report().locator('#verdict', { hasText: '127.0.30.1:5432' }).waitFor();
  });

  it('is closed with Close Snapshot, and the file stays', async () => {
    await workbench.runCommand('Sockets: Close Snapshot');
    await tab('damaged.sockets.json').waitFor({ state: 'detached' });
    await readFile(file('damaged.sockets.json'));
  });
});
