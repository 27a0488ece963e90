import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CauseScenario } from '../support/causes/causeScenario.ts';
import type { Workbench } from '../support/workbench.ts';
import { Stage } from './support/stage.ts';

const app = `import os
import time

import requests

STOCK = os.environ['STOCK_URL']


def price(item):
    return requests.get(STOCK).json()


def main():
    for item in range(190):
        price(item)
    print('done', flush=True)
    time.sleep(600)


main()
`;

/** A text that takes a parser a moment. */
const large =
  'import requests\n' + 'def price(i):\n    return [i, {"a": (i, i)}, i if i else None]\n\n'.repeat(400);
const largeFiles = 800;

/** What is seen of a scan that a report does not wait for, and of a destination that is defined elsewhere. */
describe('the lines of a workspace, in the workbench', function () {
  this.timeout(120_000);
  const stage = new Stage();
  let scenario: CauseScenario;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    scenario = stage.use(
      await CauseScenario.begin({
        'shop.env': 'STOCK_URL=http://127.0.0.2:9091/price\n',
        'shop/prices.py': app,
      }),
    );
    for (let at = 0; at < largeFiles; at += 1) scenario.write(`data/part${String(at)}.py`, large);
    await scenario.startBackend(9091);
    workbench = await stage.workbench({ namespace: scenario.namespace, folder: scenario.folder });
  });

  it('are looked for with a count, and the search can be ended', async () => {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const toast = workbench.page.locator('.notification-toast', {
      hasText: 'Looking for lines of the workspace that cause a finding',
    });
    await toast.filter({ hasText: /Scanning the source: \d+ of 80\d files…/ }).waitFor({ timeout: 60_000 });
    await workbench.screenshot('causes-scanning');
    await toast.getByRole('button', { name: 'Cancel' }).click();
    await workbench.page
      .locator('.statusbar-item', { hasText: 'The scan of the workspace was cancelled.' })
      .waitFor();
    await toast.waitFor({ state: 'detached' });
  });

  it('lead to the place that defines the destination, after a search that was ended, too', async () => {
    rmSync(join(scenario.folder, 'data'), { recursive: true });
    await scenario.work('env', ['STOCK_URL=http://127.0.0.2:9091/price', 'python3', 'shop/prices.py']);
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    await workbench.report().locator('[data-rule=ephemeral-port-exhaustion] .site').first().waitFor();
    await workbench.runCommand('View: Focus Problems');
    const rows = workbench.page.locator('.markers-panel .monaco-list-row');
    const warning = rows.filter({ hasText: 'requests.get' });
    await warning.first().waitFor();
    await warning.first().click();
    await workbench.page.keyboard.press('ArrowRight');
    const related = rows.filter({ hasText: 'shop.env' }).filter({ hasText: 'STOCK_URL' });
    await related.first().waitFor();
    await workbench.screenshot('causes-related');
    await related.first().dblclick();
    await workbench.page.locator('.tab.active', { hasText: 'shop.env' }).waitFor();
  });
});
