import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { copySample } from '../../scripts/lib/sample.ts';
import { makeDataFolder, removeDataFolder } from '../support/dataFolder.ts';
import { Namespace } from '../support/namespace.ts';
import { run } from '../support/run.ts';
import { Workbench } from '../support/workbench.ts';

/** What a user sees when it does not work, and that there is a way on. */
describe('when something is in the way', function () {
  this.timeout(60_000);
  const ends: (() => Promise<void>)[] = [];
  let namespace: Namespace;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    const data = await makeDataFolder();
    ends.push(() => removeDataFolder(data));
    namespace = await Namespace.create();
    ends.push(() => namespace.dispose());
    workbench = await Workbench.open({
      namespace,
      folder: await copySample(data),
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    });
    ends.push(() => workbench.close());
  });
  after(async function () {
    this.timeout(60_000);
    for (const end of ends.reverse()) await end();
  });

  it('collects nothing in an untrusted workspace, and says so', async () => {
    const { page } = workbench;
    await page.locator('.activitybar .action-item a[aria-label^="Sockets"]').click();
    await welcome('have not trusted').waitFor();
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const notification = page.locator('.notification-toast', { hasText: 'untrusted-workspace' });
    await notification.waitFor();
    await workbench.screenshot('untrusted');
    assert.deepEqual(await serverProcesses(), []);
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
    const before = await serverProcesses();
    assert.equal(before.length, 1);
    process.kill(before[0] ?? -1, 'SIGKILL');
    await welcome('stopped unexpectedly').waitFor();
    assert.equal(await workbench.treeRows().count(), 0);
    await workbench.screenshot('server-stopped');
    await workbench.page.locator('.pane-body .monaco-button', { hasText: 'Retry' }).click();
    await workbench
      .treeRows()
      .filter({ hasText: /^LISTEN/ })
      .waitFor();
    const after = await serverProcesses();
    assert.equal(after.length, 1);
    assert.notDeepEqual(after, before);
  });

  it('says in the open report that its figures are old', async () => {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const report = workbench.report();
    await report.locator('#verdict').waitFor();
    process.kill((await serverProcesses())[0] ?? -1, 'SIGKILL');
    await report.locator('[role="alert"]', { hasText: 'figures below are old' }).waitFor();
    assert.ok(await report.locator('#verdict').isVisible());
    await workbench.screenshot('report-old');
    await report.locator('[role="alert"] button').click();
    await report.locator('[role="alert"]').waitFor({ state: 'detached' });
  });

  function welcome(text: string) {
    return workbench.page.locator('.sidebar .pane-body').getByText(text).first();
  }

  async function serverProcesses(): Promise<readonly number[]> {
    const { stdout } = await run('ip', ['netns', 'pids', namespace.name]);
    const pids = stdout.split(/\s+/).filter((pid) => pid !== '');
    const commands = await Promise.all(
      pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    return pids.filter((_, index) => commands[index]?.includes('dist/server.js')).map(Number);
  }
});
