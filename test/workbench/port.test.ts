import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Namespace } from '../support/namespace.ts';
import type { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import type { ViewName, Workbench } from '../support/workbench.ts';
import { Stage } from './support/stage.ts';

/** Who holds a port, and the findings of the host that is worst off, which is not the current one. */
describe('a port and the worst host', function () {
  this.timeout(90_000);
  const stage = new Stage();
  let other: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    const local = await stage.namespace();
    other = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40199' });
    await stage.traffic(other).clientTimeWait({ count: 200, address: '127.0.55.1', port: 5501 });
    traffic = stage.traffic(local);
    workbench = await stage.workbench({ namespace: local });
    await workbench.page.setViewportSize({ width: 1400, height: 1400 });
    await workbench.openSideBar();
    await workbench.treeRows().first().waitFor();
  });

  it('names the process that listens, and what bind() and connect() say', async () => {
    await traffic.listen('127.0.55.2', 5502);
    const input = workbench.page.locator('.quick-input-widget input').first();
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      // Another list of choices takes the place of this one.
      await workbench.setTheme(theme);
      await workbench.runCommand('Sockets: Who Holds Port…');
      await workbench.page.locator('.quick-input-message', { hasText: 'local TCP or UDP port' }).waitFor();
      await input.fill('70000');
      await workbench.page.locator('.quick-input-message', { hasText: 'from 1 to 65535' }).waitFor();
      await input.fill('5502');
      await workbench.page.keyboard.press('Enter');
      await choice('bind() to 127.0.55.2:5502 and to the wildcard address fails with EADDRINUSE').waitFor();
      await workbench.screenshot(`port-${theme}`);
    }
    await choice('a listening socket on 127.0.55.2:5502').click();
    await waitFor(
      'the filter',
      () => workbench.viewMessage(),
      (text) => text.includes('lport:5502'),
    );
    await workbench.runCommand('Sockets: Clear Filter');
  });

  it('lists the findings of all inspected hosts, worst first, and names the host of each', async () => {
    // A list draws the rows in view only.
    for (const view of ['Sockets', 'Findings', 'Hosts'] as const) await toggle(view);
    const places = workbench
      .view('Hosts')
      .locator('.monaco-list-row', { hasText: 'Namespaces and containers' });
    await places.waitFor();
    await waitFor(
      'the namespaces',
      async () => {
        // A click is lost where the row is drawn anew meanwhile.
        if ((await places.getAttribute('aria-expanded')) === 'false')
          await places
            .locator('.monaco-tl-twistie')
            .click({ timeout: 1000 })
            .catch(() => undefined);
        return await places.getAttribute('aria-expanded');
      },
      (expanded) => expanded === 'true',
    );
    const row = workbench.view('Hosts').locator('.monaco-list-row', { hasText: other.name });
    await row.hover();
    await row.locator('.action-label[aria-label^="Inspect"]').first().click();
    // The title of the view has the name of the current host from now on.
    const findings = workbench.page.locator('.sidebar .pane', {
      has: workbench.page.locator('.pane-header[aria-label^="Findings"]'),
    });
    await findings.locator('.pane-header').click({ position: { x: 20, y: 10 } });
    const first = findings.locator('.monaco-list-row', { hasText: '200 of 200' }).first();
    await first.waitFor();
    assert.match(await first.innerText(), new RegExp(`^${other.name}: Connections from`));
    const labels = await findings.locator('.monaco-list-row .label-name').allInnerTexts();
    assert.equal(labels[0], 'Errors');
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`worst-host-${theme}`);
    }
  });

  /** Opens or closes a view: at the left, where its title has no buttons. */
  async function toggle(view: ViewName): Promise<void> {
    await workbench
      .view(view)
      .locator('.pane-header')
      .click({ position: { x: 20, y: 10 } });
  }

  function choice(text: string): Locator {
    return workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }
});
