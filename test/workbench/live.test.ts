import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { sockstat, ssCounts } from '../support/kernelCounts.ts';
import type { Namespace } from '../support/namespace.ts';
import { serverProcesses } from './support/serverProcesses.ts';
import type { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { shownLevel } from './support/shownLevel.ts';
import { Stage } from './support/stage.ts';

/** What moves by itself, what stands still, and the filter. */
describe('the live view and its filter', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let namespace: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40999' });
    traffic = stage.traffic(namespace);
    workbench = await stage.workbench({ namespace });
    await traffic.serverTimeWait({ count: 70, address: '127.0.40.2', port: 8002, from: '127.0.0.2' });
    await traffic.closeWait({ count: 8, address: '127.0.40.3', port: 8002, from: '127.0.0.3' });
  });

  it('counts TIME_WAIT as the kernel does, and moves when there is traffic', async () => {
    await workbench.openSideBar();
    await workbench.treeRows().first().waitFor();
    await levelIsTheKernels(70);
    await traffic.clientTimeWait({ count: 400, address: '127.0.40.4', port: 5432 });
    await levelIsTheKernels(470);
    await waitFor('a rate', viewMessage, (text) =>
      /TIME_WAIT(?: and orphaned FIN_WAIT2)? [\d,]+ · \+[\d,.]+\/s/.test(text),
    );
  });

  it('tells the same in the status bar, with the fullest destination, and warns only when it is blocked', async () => {
    await workbench.refresh();
    const calm = await waitFor('the ports', statusText, (text) => /ports 40(?:\.\d)? %/.test(text));
    assert.match(calm, /^TIME_WAIT(?: and orphaned FIN_WAIT2)? \d{3} · ports 40(?:\.\d)? %$/);
    assert.equal(await isStatusWarning(), false);
    await traffic.clientTimeWait({ count: 560, address: '127.0.40.4', port: 5432 });
    await workbench.refresh();
    await waitFor('the ports', statusText, (text) => /ports 96(?:\.\d)? %/.test(text));
    await waitFor('the warning', isStatusWarning);
    await statusItem().click();
    await workbench.report().locator('#verdict').waitFor();
  });

  it('is live in the report too', async () => {
    const line = workbench.report().locator('header .live');
    const shown = async (): Promise<number> => shownLevel(await line.innerText());
    const before = await waitFor('a level', shown, (level) => level > 0);
    await traffic.clientTimeWait({ count: 100, address: '127.0.40.5', port: 5433 });
    await waitFor('more', shown, (level) => level >= before + 50);
    for (const theme of ['light', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`live-${theme}`);
    }
  });

  it('is filtered by the title’s action, which says while one types what a filter means', async () => {
    const { page } = workbench;
    await title('Filter…').click();
    const input = page.locator('.quick-input-widget input').first();
    const message = page.locator('.quick-input-message');
    await message.filter({ hasText: 'For example' }).waitFor();
    await input.fill('state:sleepy lport:8002');
    await message.filter({ hasText: 'Unknown state “sleepy”' }).waitFor();
    await page.keyboard.press('Enter');
    await workbench.screenshot('filter-problem');
    assert.ok(await input.isVisible(), 'a filter that cannot be read was taken');
    await input.fill('lport:8002');
    await message.filter({ hasText: /^\d+ of [\d,]+ sockets match/ }).waitFor();
    await workbench.screenshot('filter-box');
    await page.keyboard.press('Enter');
    await shows(['sport', '=', ':8002'], 'lport:8002');
    await workbench.screenshot('filter-dark');
    await workbench.setTheme('light');
    await workbench.screenshot('filter-light');
    await workbench.setTheme('dark');
  });

  it('keeps the filter over a refresh, and says when nothing matches', async () => {
    await workbench.refresh();
    await shows(['sport', '=', ':8002'], 'lport:8002');
    await traffic.established({ count: 3, address: '127.0.40.6', port: 8002 });
    await workbench.refresh();
    await waitFor('the new ones', viewMessage, (text) => text.includes('match lport:8002'));
    await shows(['sport', '=', ':8002'], 'lport:8002');
    await title('Filter…').click();
    await workbench.page.locator('.quick-input-widget input').first().fill('lport:1');
    await workbench.page.locator('.quick-input-message', { hasText: '0 of' }).waitFor();
    await workbench.page.keyboard.press('Enter');
    const welcome = workbench.page.locator('.sidebar .pane-body', { hasText: 'match the filter' });
    await welcome.first().waitFor();
    await workbench.screenshot('filter-no-match');
    await welcome.locator('.monaco-button', { hasText: 'Clear Filter' }).click();
    await workbench
      .treeRows()
      .filter({ hasText: /^TIME_WAIT/ })
      .waitFor();
    await title('Clear Filter').waitFor({ state: 'detached' });
  });

  it('is cleared by the title’s action', async () => {
    await title('Filter…').click();
    await workbench.page.locator('.quick-input-widget input').first().fill('state:listen');
    await workbench.page.keyboard.press('Enter');
    await waitFor(
      'one state',
      () => workbench.treeRows().locator('.label-name').allInnerTexts(),
      (labels) => labels.join() === 'LISTEN',
    );
    await title('Clear Filter').click();
    await workbench
      .treeRows()
      .filter({ hasText: /^TIME_WAIT/ })
      .waitFor();
    await waitFor('the message without it', viewMessage, (text) => !text.includes('match'));
  });

  it('refreshes by itself when a setting asks for it, and can be paused', async () => {
    assert.equal(await title('Pause Refreshing').count(), 0);
    await workbench.changeMachineSettings({ 'socketDiagnostics.refreshInterval': 1 });
    await title('Pause Refreshing').waitFor();
    const shown = (): Promise<string> => workbench.rowsOf();
    const before = await shown();
    await waitFor('newer rows', shown, (time) => time !== '' && time !== before);
    await workbench.screenshot('refreshing');
    await title('Pause Refreshing').click();
    await title('Resume Refreshing').waitFor();
    await workbench.refresh(); // after it, none that was under way
    const paused = await shown();
    // The level, which is read less often than the rows would be, goes on.
    const level = async (): Promise<number> => shownLevel(await viewMessage());
    for (const count of [10, 20]) {
      const old = await level();
      await traffic.clientTimeWait({ count, address: '127.0.40.7', port: 5433 });
      await waitFor('another level', level, (now) => now > 0 && now !== old);
    }
    assert.equal(await shown(), paused);
  });

  it('leaves the server alone while nothing of it can be seen', async () => {
    const { page } = workbench;
    await workbench.runCommand('View: Close All Editors');
    await page.keyboard.press('Control+b');
    await workbench.treeRows().first().waitFor({ state: 'detached' });
    await waitFor('old figures', statusText, (text) => / · \d\d:\d\d$/.test(text));
    const before = await readsOfServer();
    await sleep(5000); // a silence is measured over a time: twice that of the level's interval
    // Node.js itself reads now and then; a single request for the level takes more: four files and the message.
    const reads = (await readsOfServer()) - before;
    assert.ok(reads < 5, `${String(reads)} reads`);
    await workbench.screenshot('live-hidden');
    await page.keyboard.press('Control+b');
    await waitFor('the server at work', readsOfServer, (now) => now >= before + 10);
    await waitFor('figures of now', statusText, (text) => !/\d\d:\d\d$/.test(text));
  });

  function title(label: string) {
    return workbench.titleAction(label);
  }

  function viewMessage(): Promise<string> {
    return workbench.viewMessage();
  }

  /** Read until both are of the same moment: the workbench's own connections come and go. */
  async function levelIsTheKernels(atLeast: number): Promise<void> {
    await waitFor(
      'the level of the kernel',
      async () => ({ kernel: await sockstat(namespace, 'TCP', 'tw'), shown: await viewMessage() }),
      ({ kernel, shown }) => kernel >= atLeast && shownLevel(shown) === kernel,
      30_000,
    );
  }

  /** The rows below the states, and the message, are the kernel's count. */
  async function shows(ssFilter: readonly string[], text: string): Promise<void> {
    await waitFor(
      'the filtered rows',
      async () => {
        const kernel = Object.values(await ssCounts(namespace, ssFilter)).reduce((sum, n) => sum + n, 0);
        const counts = await workbench.treeRows().locator('.label-description').allInnerTexts();
        const shown = counts.reduce((sum, count) => sum + Number(count.replaceAll(',', '')), 0);
        return { kernel, shown, message: await viewMessage() };
      },
      ({ kernel, shown, message }) =>
        kernel > 0 &&
        shown === kernel &&
        message.startsWith(`${String(kernel)} of `) &&
        message.includes(`match ${text}`),
    );
  }

  function statusItem() {
    return workbench.page.locator('.statusbar-item[id*="socketDiagnostics"]');
  }

  function statusText(): Promise<string> {
    return statusItem()
      .innerText()
      .then((text) => text.trim());
  }

  async function isStatusWarning(): Promise<boolean> {
    return ((await statusItem().getAttribute('class')) ?? '').includes('warning-kind');
  }

  /** How often the server has read anything, as the kernel counts it. */
  async function readsOfServer(): Promise<number> {
    const [pid] = await serverProcesses(namespace);
    const text = await readFile(`/proc/${String(pid)}/io`, 'utf8');
    return Number(/^syscr: (\d+)/m.exec(text)?.[1]);
  }
});
