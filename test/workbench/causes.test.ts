import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { CauseScenario } from '../support/causes/causeScenario.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { Stage } from './support/stage.ts';
import { intoView } from './support/intoView.ts';

const app = `import requests
import time


def price(item):
    return requests.get('http://127.0.0.2:9090/price').json()


def main():
    for item in range(190):
        price(item)
    print('done', flush=True)
    time.sleep(600)


main()
`;

/** From "190 of 200 ports" to the line, its fix, and the proof. */
describe('the line that uses up ports, in the workbench', function () {
  this.timeout(120_000);
  const stage = new Stage();
  let scenario: CauseScenario;
  let workbench: Workbench;
  let program: ChildProcess;

  before(async function () {
    this.timeout(120_000);
    scenario = stage.use(await CauseScenario.begin({ 'shop/prices.py': app }));
    await scenario.startBackend(9090);
    workbench = await stage.workbench({ namespace: scenario.namespace, folder: scenario.folder });
    await workbench.page.setViewportSize({ width: 1400, height: 1200 });
    program = await scenario.work('python3', ['shop/prices.py']);
  });

  /** In each kind of theme. */
  async function screenshots(name: string): Promise<void> {
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`${name}-${theme}`);
    }
  }

  it('is told in the report, below the finding that it causes', async () => {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const site = workbench.report().locator('[data-rule=ephemeral-port-exhaustion] .site');
    await site.waitFor();
    const told = await site.innerText();
    assert.match(told, /shop\/prices\.py:6 \(destination and process lead to this line\)/);
    assert.match(told, /return requests\.get\('http:\/\/127\.0\.0\.2:9090\/price'\)\.json\(\)/);
    await intoView(site);
    await screenshots('causes-report');
  });

  it('opens from there, with a warning and the live figures above it', async () => {
    await workbench.report().locator('.site').getByRole('button', { name: /^Open/ }).click();
    await workbench.page.locator('.tab.active', { hasText: 'prices.py' }).waitFor();
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    await workbench.page.locator('.codelens-decoration', { hasText: '190 of 200 ports' }).waitFor();
    await workbench.page
      .locator('.view-line', { hasText: 'requests.get' })
      .locator('span', { hasText: 'get' })
      .last()
      .hover();
    const hover = workbench.page.locator('.monaco-hover', {
      hasText: '190 of 200 ports to 127.0.0.2:9090 are in use',
    });
    await hover.waitFor();
    await workbench.screenshot('causes-line');
    await workbench.page.keyboard.press('Escape');
    await screenshots('causes-lens');
  });

  it('is a row below its finding in the Findings view', async () => {
    await workbench.runCommand('View: Show Sockets');
    const rows = workbench.view('Findings').locator('.monaco-list-row');
    await rows.filter({ hasText: '190 of 200' }).first().locator('.monaco-tl-twistie').click();
    await rows.filter({ hasText: 'shop/prices.py:6' }).waitFor();
    await workbench.screenshot('causes-findings');
  });

  it('is fixed by the edit, of which a preview is shown first', async () => {
    const fix = workbench.page.locator('.action-widget .action', { hasText: 'Share one requests.Session' });
    // The key is lost if it arrives before the editor has the focus.
    const ask = async (): Promise<void> => {
      await workbench.page.locator('.view-line', { hasText: 'requests.get' }).click();
      await workbench.page.keyboard.press('Control+.');
    };
    await actUntil('the fix', ask, () => fix.first().isVisible());
    await workbench.screenshot('causes-fix');
    await fix.first().click();
    await workbench.page
      .locator('.tab.active', { hasText: 'prices.py: Share one requests.Session' })
      .waitFor();
    const apply = workbench.page.locator('.notification-toast').getByRole('button', { name: 'Apply' });
    await apply.waitFor();
    await workbench.screenshot('causes-preview');
    await apply.click();
    await workbench.page.locator('.tab.active', { hasText: /^prices\.py$/ }).waitFor();
    await workbench.page.locator('.view-line', { hasText: '_session.get' }).waitFor();
    await workbench.page.locator('.view-line', { hasText: '_session.get' }).click();
    await workbench.page.keyboard.press('Control+s');
    await workbench.page.locator('.squiggly-warning').waitFor({ state: 'detached' });
    const text = await waitFor(
      'the saved file',
      () => readFile(join(scenario.folder, 'shop/prices.py'), 'utf8'),
      (saved) => /_session = requests\.Session\(\)/.test(saved),
    );
    assert.match(text, /return _session\.get\('http:\/\/127\.0\.0\.2:9090\/price'\)\.json\(\)/);
  });

  it('is proved: the old TIME_WAIT sockets expire, and one sentence says that the fix worked', async () => {
    program.kill('SIGKILL');
    await scenario.work('python3', ['shop/prices.py']);
    await workbench.page.locator('.tab', { hasText: 'TIME_WAIT' }).first().click();
    await workbench
      .report()
      .locator('.site')
      .getByRole('button', { name: /^Prove it/ })
      .click();
    const toast = workbench.page.locator('.notification-toast');
    await toast.filter({ hasText: 'Waiting until the old TIME_WAIT sockets have expired' }).waitFor();
    await workbench.screenshot('causes-waiting');
    await toast
      .filter({
        hasText:
          'The fix worked: 190 ports to 127.0.0.2:9090 were in use before, 190 of them in TIME_WAIT; now it is 1 port, 0 in TIME_WAIT.',
      })
      .waitFor({ timeout: 90_000 });
    const proof = workbench.report().locator('[data-proof="shop/prices.py:6"]');
    await proof.filter({ hasText: 'The fix worked: 190 ports to 127.0.0.2:9090' }).waitFor();
    await screenshots('causes-proved');
  });
});
