import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { ssCounts } from '../support/kernelCounts.ts';
import type { Namespace } from '../support/namespace.ts';
import type { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import { type Workbench, workbenchPort, type Theme } from '../support/workbench.ts';
import { seriousProblems } from './support/accessibility.ts';
import { chooseFromMenu, openMenu } from './support/menu.ts';
import { Stage } from './support/stage.ts';
import { intoView } from './support/intoView.ts';

const key = 'net.ipv4.tcp_tw_reuse';

/** Changes of the host by a user who has allowed them. */
describe('changing the host', function () {
  this.timeout(90_000);
  const stage = new Stage();
  let namespace: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace();
    traffic = stage.traffic(namespace);
    workbench = await stage.workbench({ namespace });
    await workbench.openSideBar();
    await workbench.treeRows().first().waitFor();
  });
  // Only three are shown at a time.
  afterEach(() => workbench.runCommand('Notifications: Clear All Notifications'));

  it('is not offered until a setting of the machine allows it', async () => {
    await traffic.closeWait({ count: 12, address: '127.0.31.1', port: 7001, from: '127.0.0.5' });
    await traffic.closeWait({ count: 9, address: '127.0.31.2', port: 7002, from: '127.0.0.6' });
    // Not the browser's own connections, which come and go.
    await filter(`-port:${String(workbenchPort)}`);
    await workbench.refresh();
    const row = treeRow(/^CLOSE_WAIT.*21/);
    await row.waitFor();
    assert.deepEqual(await changesInPalette(), []);
    await workbench.checkSetting('socketDiagnostics.allowHostChanges', 'machine');
    await waitFor('the commands', changesInPalette, (names) => names.length === 2);
    await inEveryTheme('actions-menu', async () => {
      await openMenu(workbench, 'Close Matching Sockets…', rightClick(row));
      return () => workbench.page.keyboard.press('Escape');
    });
  });

  it('shows exactly what would be closed, and closes nothing when it is cancelled', async () => {
    await inEveryTheme('actions-close', async () => {
      await choose(treeRow(/^CLOSE_WAIT/), 'Close Matching Sockets…');
      const dialog = question('Close 21 sockets on');
      await dialog.waitFor();
      const text = await dialog.innerText();
      assert.match(text, /21 in CLOSE_WAIT\. The peer gets a reset/);
      assert.match(text, /127\.0\.31\.\d:700\d ↔ 127\.0\.0\.\d:\d+/);
      assert.match(text, /… and 16 more/);
      return () => press(dialog, 'Cancel');
    });
    assert.equal((await ssCounts(namespace, ['src', '127.0.31.0/24']))['CLOSE-WAIT'], 21);
  });

  it('closes the sockets of one row, and the tree shows that they are gone', async () => {
    const state = treeRow(/^CLOSE_WAIT/);
    await state.locator('.monaco-tl-twistie').click();
    const listener = treeRow(/127\.0\.31\.1:7001/);
    await choose(listener, 'Close Matching Sockets…');
    await press(question('Close 12 sockets on'), 'Close 12 Sockets');
    await notification('Closed 12 sockets.').waitFor();
    assert.deepEqual(await ssCounts(namespace, ['src', '127.0.31.1:7001']), { LISTEN: 1 });
    assert.deepEqual(await ssCounts(namespace, ['src', '127.0.31.2:7002']), { LISTEN: 1, 'CLOSE-WAIT': 9 });
    await listener.waitFor({ state: 'detached' });
    await treeRow(/127\.0\.31\.2:7002/).waitFor();
    await workbench.screenshot('actions-closed');
  });

  it('closes what the filter lets through, from the palette', async () => {
    await traffic.clientTimeWait({ count: 33, address: '127.0.31.3', port: 7003 });
    await workbench.refresh();
    await filter('state:time-wait peer:127.0.31.3');
    await treeRow(/^TIME_WAIT.*33/).waitFor();
    await workbench.runCommand('Sockets: Close Matching Sockets…');
    await press(question('Close 33 sockets on'), 'Close 33 Sockets');
    await waitFor(
      'no such socket',
      () => ssCounts(namespace, ['dst', '127.0.31.3:7003']),
      (counts) => counts['TIME-WAIT'] === undefined,
    );
    await workbench.runCommand('Sockets: Clear Filter');
  });

  it('sets a kernel parameter through the terminal, and back again', async () => {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const report = workbench.report();
    const showAll = report.locator('#parameters button:visible', { hasText: 'Show all' });
    await intoView(report.locator('#parameters'));
    if ((await showAll.count()) > 0) await showAll.click();
    const ask = async (): Promise<Locator> => {
      await askFor('1');
      const dialog = question(`Set ${key} to 1`);
      await dialog.waitFor();
      return dialog;
    };
    await inEveryTheme('actions-parameter', async () => {
      const dialog = await ask();
      assert.match(await dialog.innerText(), /Running value: 0\s+New value: 1/);
      return () => press(dialog, 'Cancel');
    });
    assert.deepEqual(await seriousProblems(workbench.report()), []);
    await press(await ask(), 'Run in Terminal');
    await running('1');
    const told = notification(`${key} is 1 now; it was 0.`);
    await told.waitFor();
    await workbench.screenshot('actions-parameter-set');
    await told.getByRole('button', { name: 'Undo' }).click();
    await running('0');
    await notification(`${key} is 0 again.`).waitFor();
  });

  it('goes back to the value that was written down, also after the window was loaded anew', async () => {
    const { page } = workbench;
    await askFor('2');
    await press(question(`Set ${key} to 2`), 'Run in Terminal');
    await running('2');
    await notification(`${key} is 2 now; it was 0.`).waitFor();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.locator('.statusbar-item').first().waitFor({ timeout: 60_000 });
    const record = page.locator('.quick-input-list .monaco-list-row', { hasText: key });
    // The list closes if the report takes the focus, which it may do until it is restored.
    await waitFor(
      'the choice of the record',
      async () => {
        await workbench.runCommand('Sockets: Undo Parameter Changes…');
        await record.waitFor();
        await workbench.screenshot('actions-undo');
        return record.click({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
      },
      Boolean,
      40_000,
    );
    await running('0');
  });

  /** From the row of the parameter in the report. */
  async function askFor(value: string): Promise<void> {
    await workbench
      .report()
      .getByRole('button', { name: `Set ${key}`, exact: true })
      .click();
    const input = workbench.page.locator('.quick-input-widget input').first();
    await input.fill(value);
    await input.press('Enter');
  }

  async function filter(text: string): Promise<void> {
    await workbench.runCommand('Sockets: Filter…');
    const input = workbench.page.locator('.quick-input-widget input').first();
    await input.fill(text);
    await input.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Which of the commands that change something the palette offers. */
  async function changesInPalette(): Promise<readonly string[]> {
    const { page } = workbench;
    const input = page.locator('.quick-input-widget input').first();
    const rows = page.locator('.quick-input-list .monaco-list-row');
    const found: string[] = [];
    for (const name of ['Sockets: Close Matching Sockets…', 'Sockets: Undo Parameter Changes…']) {
      await page.keyboard.press('F1');
      await input.fill(`>${name}`);
      await rows.first().waitFor();
      if ((await rows.filter({ has: page.getByText(name, { exact: true }) }).count()) > 0) found.push(name);
      await page.keyboard.press('Escape');
      await input.waitFor({ state: 'hidden' });
    }
    return found;
  }

  function treeRow(text: RegExp): Locator {
    return workbench.treeRows().filter({ hasText: text }).first();
  }

  function rightClick(row: Locator): () => Promise<void> {
    return () => row.click({ button: 'right', timeout: 3000 });
  }

  function choose(row: Locator, entry: string): Promise<void> {
    return chooseFromMenu(workbench, entry, rightClick(row));
  }

  function question(text: string): Locator {
    return workbench.page.locator('.monaco-dialog-box', { hasText: text });
  }

  async function press(dialog: Locator, name: string): Promise<void> {
    await dialog.waitFor();
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  function notification(text: string): Locator {
    return workbench.page.locator('.notification-toast', { hasText: text });
  }

  async function running(value: string): Promise<void> {
    const path = `/proc/sys/${key.replaceAll('.', '/')}`;
    await waitFor(
      `${key} = ${value}`,
      async () => (await namespace.read(path)).trim(),
      (now) => now === value,
      30_000,
    );
  }

  /** Pictures for people to look at, of something that is opened and closed again in each theme. */
  async function inEveryTheme(name: string, open: () => Promise<() => Promise<void>>): Promise<void> {
    for (const theme of ['light', 'highContrast', 'dark'] as const satisfies readonly Theme[]) {
      await workbench.setTheme(theme);
      const close = await open();
      await workbench.screenshot(`${name}-${theme}`);
      await close();
    }
  }
});
