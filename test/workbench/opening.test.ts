import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Namespace } from '../support/namespace.ts';
import { waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { seriousProblems } from './support/accessibility.ts';
import { FakeSs } from '../support/fakeSs.ts';
import { killServer } from './support/serverProcesses.ts';
import { Stage } from './support/stage.ts';

const themes = ['light', 'highContrast', 'dark'] as const;

/**
 * Runs in each frame of the window; that of a webview looks into the frame inside it until there is our page, and counts from then on
 * how often it is drawn.
 */
const countDrawings = `{
  let known;
  const look = () => {
    const page = document.querySelector('iframe#active-frame, iframe#pending-frame')?.contentDocument;
    const root = page?.getElementById('report');
    if (root && root !== known) {
      known = root;
      page.body.dataset.drawings = root.childElementCount > 0 ? 1 : 0;
      new MutationObserver((records) => { page.body.dataset.drawings = Number(page.body.dataset.drawings) + records.length; })
        .observe(root, { childList: true });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;

/** What a user sees between the command and the figures. */
describe('the report of a host that was never inspected', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let namespace: Namespace;
  let workbench: Workbench;
  let ss: FakeSs;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace();
    ss = await FakeSs.create();
    stage.atEnd(() => ss.remove());
    await ss.be('hang');
    const machineSettings = { 'socketDiagnostics.collector': 'ss' };
    workbench = await stage.workbench({ namespace, env: ss.env, machineSettings });
  });

  it('opens with the command: its shape at once, and what is being read', async () => {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const report = workbench.report();
    await report.locator('.skeleton').waitFor();
    await report.getByText('Reading sockets with ss').waitFor();
    assert.match(await report.locator('h1').innerText(), /^TIME_WAIT on \S/);
    assert.equal(await workbench.page.locator('.notification-toast').count(), 0);
    assert.match(await workbench.page.locator('.tab.active').innerText(), /^TIME_WAIT: \S/);
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`opening-${theme}`);
      assert.deepEqual(await seriousProblems(report), []);
    }
  });

  it('goes back to nothing when it is cancelled, with a way to begin again', async () => {
    const report = workbench.report();
    const pid = await waitFor('ss', () => ss.pid());
    await report.locator('[data-key="cancel"]').click();
    await waitFor('the end of ss', () => !existsSync(`/proc/${String(pid)}`));
    await report.getByText('was not inspected yet').waitFor();
    assert.equal(await report.locator('.skeleton').count(), 0);
    await workbench.screenshot('opening-cancelled');
  });

  it('says why the first inspection failed, and draws the figures when it is retried', async () => {
    const report = workbench.report();
    await ss.be('hang');
    await report.locator('[data-key="inspect"]').click();
    await waitFor('ss', () => ss.pid());
    await killServer(namespace);
    const alert = report.locator('[role="alert"]', { hasText: 'stopped unexpectedly' });
    await alert.waitFor();
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`opening-failed-${theme}`);
    }
    await ss.be('real');
    await alert.locator('button').click();
    await report.locator('#verdict').waitFor();
    assert.equal(await report.locator('.skeleton').count(), 0);
  });

  it('draws its shape, then its figures, each once, when the tab is opened again', async () => {
    const { page } = workbench;
    const title = 'Sockets: Inspect TIME_WAIT';
    const shownAt = (): Promise<string | null> =>
      workbench.report().locator('header time').first().getAttribute('datetime');
    const before = await shownAt();
    await workbench.runCommand('View: Close All Editors');
    await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
    await page.addInitScript(countDrawings);
    await workbench.runCommand(title);
    await waitFor('newer figures', shownAt, (at) => at !== null && at !== before);
    // What stands below the findings is added to the figures.
    await workbench.report().locator('#findings ~ #parameters ~ #outcomes').waitFor();
    const drawings = await workbench
      .report()
      .locator('body')
      .evaluate(({ dataset }) => Number(dataset.drawings));
    assert.ok(drawings >= 1 && drawings <= 2, `${String(drawings)} drawings`);
  });

  it('ignores what does not come from the extension, and what it cannot have said', async () => {
    const report = workbench.report();
    const post = async (origin: string, data: unknown): Promise<void> => {
      const document = await report.locator('html').elementHandle();
      const frame = await document.ownerFrame();
      await frame?.evaluate(
        ([from, message]) => {
          const own = globalThis as unknown as EventTarget & { readonly origin: string };
          own.dispatchEvent(
            new MessageEvent('message', {
              origin: from === 'own' ? own.origin : from,
              data: message,
            }),
          );
        },
        [origin, data] as const,
      );
    };
    const failed = { kind: 'failed', message: 'Forged.', nextStep: 'Click here.' };
    await post('https://elsewhere.example', failed);
    await post('own', { ...failed, nextStep: 7 });
    await post('own', { kind: 'show', report: {}, canChange: true });
    assert.equal(await report.locator('[role="alert"]').count(), 0);
    assert.ok(await report.locator('#verdict').isVisible());
    // The same, as the extension says it, is drawn: the test posts as it thinks.
    await post('own', failed);
    await report.locator('[role="alert"]', { hasText: 'Forged.' }).waitFor();
  });
});
