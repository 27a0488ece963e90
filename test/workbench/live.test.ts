import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { sockstat, ssCounts } from '../support/kernelCounts.ts';
import { Namespace } from '../support/namespace.ts';
import { serverProcesses } from './support/serverProcesses.ts';
import { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import { Workbench } from '../support/workbench.ts';

/** What moves by itself, what stands still, and the filter. */
describe('the live view and its filter', function () {
  this.timeout(60_000);
  const ends: (() => Promise<void>)[] = [];
  let namespace: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    namespace = await Namespace.create({ 'net.ipv4.ip_local_port_range': '40000 40999' });
    ends.push(() => namespace.dispose());
    traffic = Traffic.start(namespace);
    ends.push(() => traffic.dispose());
    workbench = await Workbench.open({ namespace });
    ends.push(() => workbench.close());
    await traffic.serverTimeWait({ count: 70, address: '127.0.40.2', port: 8002, from: '127.0.0.2' });
    await traffic.closeWait({ count: 8, address: '127.0.40.3', port: 8002, from: '127.0.0.3' });
  });
  after(async function () {
    this.timeout(60_000);
    for (const end of ends.reverse()) await end();
  });

  it('counts TIME_WAIT as the kernel does, and moves when there is traffic', async () => {
    const { page } = workbench;
    await page.locator('.activitybar .action-item a[aria-label^="Sockets"]').click();
    await workbench.treeRows().first().waitFor();
    await levelIsTheKernels(70);
    await traffic.clientTimeWait({ count: 400, address: '127.0.40.4', port: 5432 });
    await levelIsTheKernels(470);
    await waitFor('a rate', viewMessage, (text) => /TIME_WAIT [\d,]+ · \+[\d,.]+\/s/.test(text));
  });

  it('tells the same in the status bar, with the fullest destination, and warns only when it is blocked', async () => {
    await refresh();
    const calm = await waitFor('the ports', statusText, (text) => /ports 40(?:\.\d)? %/.test(text));
    assert.match(calm, /^TIME_WAIT \d{3} · ports 40(?:\.\d)? %$/);
    assert.equal(await isStatusWarning(), false);
    await traffic.clientTimeWait({ count: 560, address: '127.0.40.4', port: 5432 });
    await refresh();
    await waitFor('the ports', statusText, (text) => /ports 96(?:\.\d)? %/.test(text));
    assert.equal(await isStatusWarning(), true);
    await statusItem().click();
    await workbench.report().locator('#verdict').waitFor();
  });

  it('is live in the report too', async () => {
    const line = workbench.report().locator('header .live');
    const shown = async (): Promise<number> =>
      Number(/TIME_WAIT ([\d,]+)/.exec(await line.innerText())?.[1]?.replaceAll(',', ''));
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
    await refresh();
    await shows(['sport', '=', ':8002'], 'lport:8002');
    await traffic.established({ count: 3, address: '127.0.40.6', port: 8002 });
    await refresh();
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
    const before = await asOf();
    await waitFor('newer rows', asOf, (time) => time !== undefined && time !== before);
    await workbench.screenshot('refreshing');
    await title('Pause Refreshing').click();
    await title('Resume Refreshing').waitFor();
    await workbench.page.waitForTimeout(500); // one that was under way
    const paused = await asOf();
    await workbench.page.waitForTimeout(2500);
    assert.equal(await asOf(), paused);
  });

  it('leaves the server alone while nothing of it can be seen', async () => {
    const { page } = workbench;
    await workbench.runCommand('View: Close All Editors');
    await page.keyboard.press('Control+b');
    await workbench.treeRows().first().waitFor({ state: 'detached' });
    await waitFor('old figures', statusText, (text) => / · \d\d:\d\d$/.test(text));
    await page.waitForTimeout(500);
    const before = await readsOfServer();
    await page.waitForTimeout(5000);
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

  async function refresh(): Promise<void> {
    const before = await asOf();
    await workbench.page.waitForTimeout(1100); // the message tells the second
    await title('Refresh').click();
    await waitFor('newer rows', asOf, (time) => time !== undefined && time !== before);
  }

  /** When the rows were read. */
  async function asOf(): Promise<string | undefined> {
    return / \d\d:\d\d:\d\d/.exec(await viewMessage())?.[0];
  }

  async function viewMessage(): Promise<string> {
    const message = workbench.view('Sockets').locator('.tree-explorer-viewlet-tree-view .message');
    return (await message.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Read until both are of the same moment: the workbench's own connections come and go. */
  async function levelIsTheKernels(atLeast: number): Promise<void> {
    await waitFor(
      'the level of the kernel',
      async () => ({ kernel: await sockstat(namespace, 'TCP', 'tw'), shown: await viewMessage() }),
      ({ kernel, shown }) =>
        kernel >= atLeast && shown.includes(`TIME_WAIT ${kernel.toLocaleString('en-US')} `),
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
