import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Namespace } from '../support/namespace.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { FakeSs } from '../support/fakeSs.ts';
import { killServer, serverProcesses } from './support/serverProcesses.ts';
import { Stage } from './support/stage.ts';

/** What a user sees when it does not work, and that there is a way on. */
describe('when something is in the way', function () {
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
    workbench = await stage.workbench({
      namespace,
      env: ss.env,
      machineSettings: { 'socketDiagnostics.collector': 'ss' },
      folder: await stage.sample(),
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    });
  });

  it('collects nothing in an untrusted workspace, and says so', async () => {
    const { page } = workbench;
    await workbench.openSideBar();
    await welcome('have not trusted').waitFor();
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const notification = page.locator('.notification-toast', { hasText: 'untrusted-workspace' });
    await notification.waitFor();
    await workbench.screenshot('untrusted');
    assert.deepEqual(await serverProcesses(namespace), []);
    await notification.hover();
    await notification.locator('.action-label[aria-label^="Clear"]').click();
  });

  it('collects as soon as the workspace is trusted', async () => {
    const { page } = workbench;
    await page
      .locator('.welcome-view-content, .pane-body')
      .getByText('Manage Workspace Trust')
      .first()
      .click();
    await page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
    await workbench
      .treeRows()
      .filter({ hasText: /^LISTEN/ })
      .waitFor();
    await page.keyboard.press('Control+w');
  });

  it('offers Retry when the server process dies, and goes on with it', async () => {
    const before = await killServer(namespace);
    await welcome('stopped unexpectedly').waitFor();
    await workbench.treeRows().first().waitFor({ state: 'hidden' });
    await workbench.screenshot('server-stopped');
    await workbench.view('Sockets').locator('.monaco-button', { hasText: 'Retry' }).click();
    await workbench
      .treeRows()
      .filter({ hasText: /^LISTEN/ })
      .waitFor();
    const after = await serverProcesses(namespace);
    assert.equal(after.length, 1);
    assert.notEqual(after[0], before);
  });

  it('says in the open report that its figures are old', async () => {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const report = workbench.report();
    await report.locator('#verdict').waitFor();
    await killServer(namespace);
    await report.locator('[role="alert"]', { hasText: 'figures below are outdated' }).waitFor();
    assert.ok(await report.locator('#verdict').isVisible());
    await workbench.screenshot('report-old');
    await report.locator('[role="alert"] button').click();
    await report.locator('[role="alert"]').waitFor({ state: 'detached' });
    // The next test puts another ss in its place.
    await report.locator('main:not([aria-busy])').waitFor();
  });

  it('can be cancelled while it collects, and keeps what it had', async () => {
    await ss.be('hang');
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const cancel = workbench.report().locator('[data-key="cancel"]');
    await cancel.waitFor();
    const pid = await waitFor('ss', () => ss.pid());
    await workbench.screenshot('progress');
    await cancel.click();
    await cancel.waitFor({ state: 'detached' });
    await waitFor('the end of ss', () => !existsSync(`/proc/${String(pid)}`));
    await workbench.treeRows().first().waitFor();
    await workbench.report().locator('#verdict').waitFor();
    await ss.be('real');
  });

  it('says when nothing can be read, and why', async () => {
    await ss.be('fail');
    await actUntil(
      'the view without rows',
      () => workbench.clickRefresh(),
      async () => (await workbench.treeRows().count()) === 0,
    );
    await welcome('could not be read').waitFor();
    await workbench.view('Sockets').locator('.monaco-button', { hasText: 'Show Why' }).click();
    const report = workbench.report();
    await report.locator('#findings', { hasText: 'Not read' }).waitFor();
    await workbench.screenshot('unreadable');
    assert.match(
      await report.locator('#findings .card').first().innerText(),
      /Cannot open netlink socket.*\n+Try/,
    );
    assert.match(await report.locator('#outcomes').innerText(), /Cannot open netlink socket/);
    await ss.be('real');
    await report.locator('header button.primary').click();
    await report.locator('#states').waitFor();
  });

  function welcome(text: string) {
    return workbench.page.locator('.sidebar .pane-body').getByText(text).first();
  }
});
