import assert from 'node:assert/strict';
import type { Namespace } from '../support/namespace.ts';
import type { Workbench } from '../support/workbench.ts';
import { Stage } from './support/stage.ts';

describe('the installed extension', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let namespace: Namespace;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace();
    workbench = await stage.workbench({ namespace, folder: await stage.sample() });
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
