import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Namespace } from '../support/namespace.ts';
import type { Traffic } from '../support/traffic.ts';
import { UdpSockets } from '../support/udpSockets.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { answerFileDialog } from './support/fileDialog.ts';
import { chooseFromMenu, openMenu } from './support/menu.ts';
import { Stage } from './support/stage.ts';

/** Grouping, sorting and copying in the Sockets view. */
describe('the socket tree in other shapes', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let namespace: Namespace;
  let traffic: Traffic;
  let workbench: Workbench;
  let folder: string;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40999' });
    traffic = stage.traffic(namespace);
    workbench = await stage.workbench({ namespace });
    await traffic.clientTimeWait({ count: 860, address: '127.0.50.1', port: 5432 });
    await traffic.serverTimeWait({ count: 70, address: '127.0.50.2', port: 8002, from: '127.0.0.2' });
    await traffic.established({ count: 8, address: '127.0.50.10', port: 8003, from: '127.0.0.3' });
    folder = await stage.folder();
    await workbench.openSideBar();
    await row(/^TIME_WAIT/).waitFor();
  });

  it('groups by destination, with counts and the share of ports', async () => {
    await choose('Group By…', 'Destination');
    const destination = row(/^→ 127\.0\.50\.1:5432/);
    await destination.waitFor();
    assert.match(
      await destination.innerText(),
      /860 · 86(?:\.\d)? % of ports · TIME_WAIT · from 127\.0\.0\.1/,
    );
    await row(/^Not outgoing/).waitFor();
    await waitFor('the message', viewMessage, (text) => text.includes('By destination'));
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await look(`tree-destination-${theme}`);
    }
  });

  it('groups by listener, client, age and process', async () => {
    await choose('Group By…', 'Listener');
    await expand(row(/^127\.0\.50\.10:8003/));
    await row(/^ESTABLISHED/).waitFor();
    await look('tree-listener');
    await choose('Group By…', 'Client');
    await row(/^127\.0\.0\.3 → :8003/).waitFor();
    await look('tree-client');
    await choose('Group By…', 'Age');
    await row(/^Closed \d+–\d+ s ago/)
      .first()
      .waitFor();
    await row(/^Not in TIME_WAIT/).waitFor();
    await look('tree-age');
    await choose('Group By…', 'Process');
    await row(/^No process/).waitFor();
    await row(/^node \(\d+\)/)
      .first()
      .waitFor();
    await waitFor('the message', viewMessage, (text) => text.includes('By process'));
    await look('tree-process');
  });

  it('copies the rows that are selected by key', async () => {
    await choose('Group By…', 'Destination');
    await waitFor('the message', viewMessage, (text) => text.includes('By destination'));
    const destinations = [row(/^→ 127\.0\.50\.1:5432/), row(/^→ 127\.0\.50\.10:8003/)];
    const copy = async (): Promise<void> => {
      await workbench.page.keyboard.press('Escape'); // nothing is selected
      for (const one of destinations) await one.click({ modifiers: ['Control'] });
      await workbench.page.keyboard.press('Control+c');
    };
    const copied = (): Promise<string> => workbench.clipboard();
    const lines = await actUntil('two rows', copy, copied, (text) => /^→ .*\n→ .*$/.test(text));
    assert.match(lines, /^→ 127\.0\.50\.1:5432\t860 · /m);
    assert.match(lines, /^→ 127\.0\.50\.10:8003\t8 · /m);
  });

  it('explains a socket that nobody holds any more, with a guess', async () => {
    await choose('Group By…', 'Listener');
    await expand(row(/^127\.0\.50\.2:8002/));
    await expand(row(/^TIME_WAIT/));
    const socket = row(/^127\.0\.0\.2:4\d{4}/).first();
    await socket.waitFor();
    await socket.hover();
    const hover = workbench.page.locator('.monaco-hover', { hasText: 'Probably node' });
    await hover.waitFor();
    assert.match(await hover.innerText(), /which listens on 127\.0\.50\.2:8002\.$/);
    await look('tree-guess');
    await workbench.page.mouse.move(700, 500);
    await title('Collapse All').click();
    await socket.waitFor({ state: 'detached' });
  });

  it('exports the sockets that it shows as CSV', async () => {
    const path = join(folder, 'sockets.csv');
    await workbench.runCommand('Sockets: Export Sockets as CSV…');
    const text = (): Promise<string> => readFile(path, 'utf8').catch(() => '');
    await answerFileDialog(workbench, async () => (await text()) !== '', path);
    const lines = (await text()).trimEnd().split('\r\n').slice(1);
    const served = lines.filter((line) => line.startsWith('TIME_WAIT,127.0.50.2,8002,127.0.0.2,'));
    assert.equal(served.length, 70);
    const told = workbench.page.locator('.notification-toast', {
      hasText: `${lines.length.toLocaleString('en-US')} sockets in`,
    });
    await told.waitFor();
    await look('tree-exported');
    await told.locator('.monaco-button', { hasText: 'Open' }).click();
    await workbench.page.locator('.tab.active', { hasText: 'sockets.csv' }).waitFor();
    await workbench.runCommand('View: Close All Editors');
  });

  it('sorts by name, and says so', async () => {
    await choose('Group By…', 'Listener');
    await overflow('Sort By…');
    await pick('Name');
    await waitFor(
      'the order of the addresses',
      () => workbench.treeRows().locator('.label-name').allInnerTexts(),
      (labels) => {
        const found = ['127.0.50.2:8002', '127.0.50.10:8003'].map((label) => labels.indexOf(label));
        return found[0] !== -1 && (found[0] ?? 0) < (found[1] ?? 0);
      },
    );
    await waitFor('the message', viewMessage, (text) => text.includes('Sorted by name'));
    await look('tree-sorted');
  });

  it('keeps its shape when the window is opened again, and goes back on demand', async () => {
    await workbench.page.reload();
    await workbench.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await row(/^127\.0\.50\.10:8003/).waitFor();
    await waitFor('the message', viewMessage, (text) => text.includes('By listener'));
    await overflow('Reset Grouping and Sorting');
    await row(/^LISTEN/).waitFor();
    await waitFor('the usual message', viewMessage, (text) => text.startsWith('As of'));
  });

  it('shows UDP sockets in a branch of their own, which cannot be closed', async () => {
    await using udp = await UdpSockets.make(namespace, 5);
    await workbench.refresh();
    await expand(row(/^UDP\s*7$/));
    await expand(row(/^ESTAB\s*5$/));
    await expand(row(/^→ 127\.0\.0\.1:5300/));
    await expand(row(/^UNCONN\s*2$/));
    await row(new RegExp(`^\\[::\\]:5400.*node \\(${String(udp.pid)}\\)`)).waitFor();
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await look(`tree-udp-${theme}`);
    }
    await openMenu(workbench, 'Export Sockets as CSV…', () =>
      row(/^UNCONN/).click({ button: 'right', timeout: 2000 }),
    );
    const entries = workbench.page.locator('.monaco-menu .action-item');
    assert.equal(await entries.filter({ hasText: 'Close' }).count(), 0);
    await workbench.page.keyboard.press('Escape');
  });

  function row(text: RegExp): Locator {
    return workbench.treeRows().filter({ hasText: text });
  }

  function title(label: string): Locator {
    return workbench.titleAction(label);
  }

  /** By the icon in the view's title; the list has a tick at what is in force. */
  async function choose(action: string, label: string): Promise<void> {
    await title(action).click();
    await pick(label);
  }

  async function pick(label: string): Promise<void> {
    const { page } = workbench;
    const item = page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: page.getByText(label, { exact: true }) })
      .first();
    await item.waitFor();
    if (label === 'Process' || label === 'Name') await workbench.screenshot(`tree-pick-${label}`);
    await item.click();
    await item.waitFor({ state: 'hidden' });
  }

  function overflow(action: string): Promise<void> {
    return chooseFromMenu(workbench, action, () => title('More Actions...').click({ timeout: 2000 }));
  }

  async function expand(of: Locator): Promise<void> {
    await of.waitFor();
    await of.locator('.monaco-tl-twistie').click();
  }

  function viewMessage(): Promise<string> {
    return workbench.viewMessage();
  }

  async function look(name: string): Promise<void> {
    await workbench.screenshot(name);
  }
});
