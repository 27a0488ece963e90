import assert from 'node:assert/strict';
import { copySample } from '../../scripts/lib/sample.ts';
import { Namespace } from '../support/namespace.ts';
import { makeDataFolder, removeDataFolder } from '../support/dataFolder.ts';
import { Workbench } from '../support/workbench.ts';

describe('the installed extension', function () {
  this.timeout(60_000);
  let namespace: Namespace;
  let workbench: Workbench;
  let folder: string;

  before(async function () {
    this.timeout(120_000);
    folder = await makeDataFolder();
    namespace = await Namespace.create();
    workbench = await Workbench.open({ namespace, folder: await copySample(folder) });
  });
  after(async function () {
    this.timeout(30_000);
    await workbench.close();
    await namespace.dispose();
    await removeDataFolder(folder);
  });

  it('has its place in the activity bar', async () => {
    const item = workbench.page.locator('.activitybar .action-item a[aria-label^="Sockets"]');
    await item.waitFor({ timeout: 60_000 });
    assert.equal(await item.count(), 1);
  });

  it('shows its view, in every theme', async () => {
    const { page } = workbench;
    await workbench.openSideBar();
    await page.locator('.sidebar .pane-header, .sidebar .composite.title').first().waitFor();
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`sockets-view-${theme}`);
    }
  });
});
