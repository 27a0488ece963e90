import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { ssCounts } from '../support/kernelCounts.ts';
import type { Namespace } from '../support/namespace.ts';
import { sshIn } from '../support/sshClient.ts';
import { SshServer } from '../support/sshServer.ts';
import type { Traffic } from '../support/traffic.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench, ViewName } from '../support/workbench.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { chooseFromMenu } from './support/menu.ts';
import { Stage } from './support/stage.ts';

/** Where each host's connections lead to, and how many the test makes. */
const made = {
  local: { count: 110, address: '127.0.51.1', port: 5001 },
  web1: { count: 220, address: '127.0.52.1', port: 5002 },
  blue: { count: 330, address: '127.0.53.1', port: 5003 },
} as const;
const refused = 'root@127.0.0.1:2299';

/** This machine, another one over a real sshd, and a network namespace; as a user adds and inspects them. */
describe('several hosts', function () {
  this.timeout(90_000);
  const stage = new Stage();
  const traffic = new Map<keyof typeof made, Traffic>();
  let local: Namespace;
  let remote: Namespace;
  let blue: Namespace;
  let sshd: SshServer;
  let workbench: Workbench;

  before(async function () {
    skipWhere(this, SshServer.unavailable());
    this.timeout(120_000);
    [local, remote, blue] = [await stage.namespace(), await stage.namespace(), await stage.namespace()];
    traffic.set('local', stage.traffic(local));
    traffic.set('web1', stage.traffic(remote));
    traffic.set('blue', stage.traffic(blue));
    sshd = stage.use(await SshServer.start(remote));
    await sshd.trust('none');
    const { program } = await sshIn(remote, sshd);
    workbench = await stage.workbench({
      namespace: local,
      machineSettings: {
        'socketDiagnostics.ssh.program': program,
        'socketDiagnostics.ssh.configFile': sshd.config,
      },
    });
  });

  it('lists this machine and its namespaces by the names that people know', async () => {
    await workbench.openSideBar();
    await workbench.treeRows().first().waitFor();
    // Alone it is high enough for all its rows to be drawn.
    for (const view of ['Sockets', 'Findings', 'Hosts'] as const) await toggle(view);
    await host(/, this machine, current, nothing wrong, TIME_WAIT /).waitFor();
    await expand(
      workbench.view('Hosts').locator('.monaco-list-row', { hasText: 'Namespaces and containers' }),
    );
    await host(new RegExp(`^${blue.name}, network namespace, not inspected$`)).waitFor();
  });

  it('explains while one types why a name cannot be given to ssh', async () => {
    await workbench.titleAction('Add SSH Host…', 'Hosts').click();
    const input = workbench.page.locator('.quick-input-widget input').first();
    await choice(/^web1/).waitFor();
    assert.match(await choice(/^web1/).innerText(), /127\.0\.0\.1/);
    for (const name of ['-oProxyCommand=touch x', 'two words', 'a"b', 'web1;reboot']) {
      await input.fill(name);
      const refusal = workbench.page
        .locator('.quick-input-list .monaco-list-row')
        .filter({ hasText: `“${name}” cannot be passed to ssh` });
      await refusal.waitFor();
      await workbench.page.keyboard.press('Enter');
      assert.ok(await refusal.isVisible(), `${name} was taken`);
    }
    await workbench.screenshot('hosts-bad-name');
    await input.fill('');
  });

  it('says that a host’s key is not known, what to do, and weakens nothing', async () => {
    await choose(/^web1/);
    await host(/^web1, over ssh, current, not reached, .*known_hosts/).waitFor();
    const toast = notification('ssh-host-key-unknown');
    await toast.waitFor();
    assert.match(await toast.innerText(), /verify the fingerprint and accept it/);
    await workbench.screenshot('hosts-key-unknown');
    assert.ok(await toast.getByText('Open a Terminal').isVisible());
    await sshd.trust('host');
    await toast.getByText('Retry').click();
    await host(/^web1, over ssh, current, nothing wrong, TIME_WAIT /).waitFor();
  });

  it('says that a host refuses connections, and offers Retry', async () => {
    await workbench.titleAction('Add SSH Host…', 'Hosts').click();
    const input = workbench.page.locator('.quick-input-widget input').first();
    await input.fill(refused);
    await choose(/Add root@/);
    await host(/^root@127\.0\.0\.1:2299, over ssh, current, not reached, refused the connection/).waitFor();
    const toast = notification('ssh-refused');
    await toast.waitFor();
    await workbench.screenshot('hosts-refused');
    await toast.hover();
    await toast.locator('.action-label[aria-label^="Clear"]').click();
  });

  it('inspects all of them, and one that fails holds up no other', async () => {
    for (const [name, what] of Object.entries(made))
      await traffic.get(name as keyof typeof made)?.clientTimeWait(what);
    await workbench.titleAction('Inspect TIME_WAIT on All Hosts', 'Hosts').click();
    const toast = notification('could not be inspected');
    await toast.waitFor();
    assert.match(await toast.innerText(), /root@127\.0\.0\.1:2299/);
    const kernel = (await ssCounts(blue))['TIME-WAIT'];
    assert.equal(kernel, made.blue.count);
    await host(new RegExp(`^${blue.name}, .*TIME_WAIT ${String(kernel)} ·`)).waitFor();
    await host(/^web1, over ssh, nothing wrong, TIME_WAIT 2\d\d ·/).waitFor();
    await host(/^root@127\.0\.0\.1:2299, over ssh, current, not reached, refused the connection/).waitFor();
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`hosts-${theme}`);
    }
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('shows each host’s own sockets below it in the tree', async () => {
    for (const view of ['Sockets', 'Hosts'] as const) await toggle(view);
    for (const [label, { address, port, count }] of [
      [/, this machine, /, made.local],
      [/^web1, /, made.web1],
      [new RegExp(`^${blue.name}, `), made.blue],
    ] as const) {
      const root = level(1, label);
      await expand(root);
      await expand(level(2, /^TIME_WAIT, /));
      const destination = level(3, new RegExp(`${address.replaceAll('.', '\\.')}:${String(port)}`));
      await destination.waitFor();
      const figures = await destination.locator('.label-description').innerText();
      assert.match(figures, new RegExp(`^${String(count)} `));
      for (const other of Object.values(made))
        if (other.address !== address) assert.equal(await level(3, new RegExp(other.address)).count(), 0);
      await workbench.screenshot(`hosts-tree-${address}`);
      await collapse(root);
    }
  });

  it('has a report for each host', async () => {
    for (const [label, name, { address }] of [
      [/^web1, /, /^TIME_WAIT: web1/, made.web1],
      [new RegExp(`^${blue.name}, `), new RegExp(`^TIME_WAIT: .*${blue.name}`), made.blue],
    ] as const) {
      const row = level(1, label);
      await row.hover();
      await row.locator('.action-label[aria-label="Open Report"]').click();
      await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
      await workbench.report().locator('body', { hasText: address }).waitFor();
    }
    const tabs = await workbench.page.locator('.tab').allInnerTexts();
    assert.equal(tabs.filter((text) => text.includes('TIME_WAIT: ')).length, 2);
    await workbench.screenshot('hosts-report');
  });

  it('asks which host is meant where none is', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    await choose(/^web1/);
    await workbench.page.locator('.tab.active', { hasText: 'TIME_WAIT: web1' }).waitFor();
  });

  it('removes a host with what is known of it', async () => {
    await toggle('Hosts');
    const row = host(/^root@/);
    await row.waitFor();
    await chooseFromMenu(workbench, 'Remove', () => row.click({ button: 'right', timeout: 2000 }));
    await row.waitFor({ state: 'detached' });
    await level(1, /^root@/).waitFor({ state: 'detached' });
  });

  it('leaves no ssh behind when the window is closed', async () => {
    assert.equal((await sshd.clients()).length > 0, true);
    await workbench.close();
    await waitFor(
      'the end of ssh',
      () => sshd.clients(),
      (clients) => clients.length === 0,
    );
  });

  /** A row of the Hosts view, by what a screen reader says. */
  function host(said: RegExp): Locator {
    return rowOf(workbench.view('Hosts'), said);
  }

  /** A row of the tree of sockets. */
  function level(depth: number, said: RegExp): Locator {
    return rowOf(workbench.view('Sockets'), said, `[aria-level="${String(depth)}"]`);
  }

  function rowOf(view: Locator, said: RegExp, more = ''): Locator {
    return view
      .locator(`.monaco-list-row${more}`)
      .and(workbench.page.getByRole('treeitem', { name: said }))
      .first();
  }

  /** A click is lost if it arrives while the list is filled. */
  async function choose(text: RegExp): Promise<void> {
    await choice(text).waitFor();
    await actUntil(
      `the choice of ${String(text)}`,
      () =>
        choice(text)
          .click({ timeout: 2000 })
          .catch(() => undefined),
      () => workbench.page.locator('.quick-input-widget').isHidden(),
    );
  }

  function choice(text: RegExp): Locator {
    return workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  function notification(text: string): Locator {
    return workbench.page.locator('.notification-toast', { hasText: text });
  }

  /** Opens or closes a view: at the left, where its title has no buttons. */
  async function toggle(view: ViewName): Promise<void> {
    await workbench
      .view(view)
      .locator('.pane-header')
      .click({ position: { x: 20, y: 10 } });
  }

  /** Retries, because a click is lost if the row is redrawn at that moment. */
  async function expand(row: Locator): Promise<void> {
    await setExpanded(row, 'true');
  }

  async function collapse(row: Locator): Promise<void> {
    await setExpanded(row, 'false');
  }

  async function setExpanded(row: Locator, wanted: 'true' | 'false'): Promise<void> {
    await row.waitFor();
    await waitFor(
      `the row is expanded: ${wanted}`,
      async () => {
        const is = await row.getAttribute('aria-expanded', { timeout: 1000 }).catch(() => undefined);
        if (is !== undefined && is !== wanted)
          await row
            .locator('.monaco-tl-twistie')
            .click({ timeout: 1000 })
            .catch(() => undefined);
        return await row.getAttribute('aria-expanded', { timeout: 1000 }).catch(() => undefined);
      },
      (is) => is === wanted,
    );
  }
});
