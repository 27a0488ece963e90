import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { inspectIn } from '../support/cli.ts';
import { evil } from '../support/evil.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath, repository } from '../support/paths.ts';
import { actUntil } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { answerFileDialog } from './support/fileDialog.ts';
import { assertHarmless } from './support/assertHarmless.ts';
import { Stage } from './support/stage.ts';

/** What a name of a process may be made of: 15 bytes, proc_pid_comm(5). */
const evilName = '$(error)\u202e<b>';
const farm = 'http://127.0.0.1:9095';
/** A snapshot with longer text is refused. */
const long = 'A'.repeat(200);

/**
 * Everything that a hostile host, file, process or Prometheus can name, seen in a real workbench: where it is shown it is
 * text, all of it visible, and neither a link nor markup nor an icon.
 */
describe('hostile text in the workbench', function () {
  this.timeout(90_000);
  const stage = new Stage();
  let namespace: Namespace;
  let workbench: Workbench;
  let folder: string;

  before(async function () {
    this.timeout(180_000);
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40199' });
    const traffic = stage.traffic(namespace);
    await traffic.clientTimeWait({ count: 200, address: '127.0.30.1', port: 5432 });
    folder = await stage.folder();
    await writeFile(join(folder, 'evil.sockets.json'), await evilSnapshot(join(folder, 'saved.json')));
    await writeFile(join(folder, '$(error) [x](command:y) <b>.sockets.json'), '{"schema":"x"}');
    namespace.spawn(
      nodePath,
      [
        '--eval',
        `require('fs').writeFileSync('/proc/self/comm', ${JSON.stringify(evilName)});
         const held = [];
         require('net').createServer({ allowHalfOpen: true }, (one) => { held.push(one); one.resume(); })
           .listen(8099, '127.0.30.9');`,
      ],
      { stdio: 'ignore' },
    );
    namespace.spawn(nodePath, [join(repository, 'test/support/hostilePrometheus.ts'), '9095'], {
      stdio: 'ignore',
      env: { ...process.env, EVIL: evil },
    });
    workbench = await stage.workbench({
      namespace,
      folder,
      machineSettings: { 'socketDiagnostics.prometheusServers': [farm] },
    });
    await workbench.openSideBar();
    await workbench.treeRows().first().waitFor();
  });

  /** A real snapshot in which all text that a host chooses is another one. */
  async function evilSnapshot(path: string): Promise<string> {
    await inspectIn(namespace, ['--save', path]);
    const replaced = new Set(['hostLabel', 'hostname', 'kernelRelease', 'name', 'value', 'text', 'path']);
    const text = await readFile(path, 'utf8');
    return JSON.stringify(
      JSON.parse(text, (key, value: unknown) =>
        replaced.has(key) && typeof value === 'string' && !/^[\d\s]*$/.test(value) ? evil + long : value,
      ),
    );
  }

  const notifications = (): Locator =>
    workbench.page.locator('.notification-toast .notification-list-item-message');
  const rows = (view: 'Sockets' | 'Hosts' | 'Findings'): Locator => workbench.treeRows(view);

  it('of a process is text in the tree, and in what is shown over it', async () => {
    await workbench.runCommand('Sockets: Group By…');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'Process' })
      .first()
      .click();
    const row = rows('Sockets').filter({ hasText: '<b>' }).first();
    await row.waitFor();
    await assertHarmless(row.locator('.label-name, .label-description'), /\(error\)\uFFFD?<b>/);
    // Rows move while the view is refreshed.
    const hover = workbench.page.locator('.workbench-hover');
    await actUntil(
      'what is shown over it',
      async () => {
        await workbench.page.mouse.move(900, 400); // what is shown over another row lies above this one
        await row.hover({ timeout: 2000 }).catch(() => undefined);
      },
      async () => (await hover.allInnerTexts()).some((text) => text.includes('<b>')),
    );
    await assertHarmless(hover, /<b>/);
    await workbench.screenshot('hostile-process');
    await workbench.page.keyboard.press('Escape');
  });

  it('of a process is text in the list of who holds its port', async () => {
    await workbench.runCommand('Sockets: Who Holds Port…');
    await workbench.page.locator('.quick-input-message', { hasText: 'local TCP or UDP port' }).waitFor();
    await workbench.page.locator('.quick-input-widget input').first().fill('8099');
    await workbench.page.keyboard.press('Enter');
    const holder = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: '<b>' });
    await holder.first().waitFor();
    await assertHarmless(holder, /\(error\)\uFFFD?<b>/);
    await workbench.screenshot('hostile-port');
    await workbench.page.keyboard.press('Escape');
  });

  it('of what a Prometheus scrapes is text among the hosts and on the page of the fleet', async () => {
    const row = workbench.view('Hosts').locator('.monaco-list-row', { hasText: '=1+1' }).first();
    await foldOthers();
    const header = workbench.view('Hosts').locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'false')
      await header.click({ position: { x: 20, y: 10 } });
    await row.waitFor();
    await assertHarmless(rows('Hosts').locator('.label-name, .label-description'), /=1\+1/);
    await row.hover();
    await assertHarmless(workbench.page.locator('.workbench-hover'), /=1\+1/);
    await workbench.page.keyboard.press('Escape');
    const server = workbench
      .view('Hosts')
      .getByRole('treeitem', { name: /^Prometheus / })
      .first();
    await server.hover();
    await server.locator('.action-label[aria-label="Open Fleet"]').click();
    await workbench.page.locator('.tab.active', { hasText: 'Hosts of 127.0.0.1:9095' }).waitFor();
    await assertHarmless(workbench.report().locator('body'), /=1\+1[^]*\(error\) <b>/);
    await workbench.screenshot('hostile-fleet');
    await foldOthers();
  });

  it('of a snapshot is text in the report, the tree and the findings', async () => {
    await workbench.runCommand('Sockets: Open Snapshot…');
    await answerFileDialog(
      workbench,
      () => workbench.page.locator('.tab', { hasText: '(snapshot)' }).isVisible(),
      join(folder, 'evil.sockets.json'),
    );
    const report = workbench.report();
    await report.locator('#verdict').waitFor();
    await assertHarmless(report.locator('body'), /=1\+1[^]*\(error\) <b>/);
    await assertHarmless(workbench.page.locator('.tab.active .monaco-icon-label'), /=1\+1/);
    await assertHarmless(
      workbench.page.locator('.sidebar .monaco-list-row').locator('.label-name, .label-description'),
      /=1\+1/,
    );
    const wider = await report.locator('body').evaluate((body) => body.scrollWidth - body.clientWidth);
    assert.equal(wider, 0, 'it scrolls sideways');
    await workbench.screenshot('hostile-snapshot');
  });

  it('of a file is text in the notification about it', async () => {
    await workbench.runCommand('Sockets: Open Snapshot…');
    await answerFileDialog(
      workbench,
      () => workbench.page.locator('.notification-toast', { hasText: 'snapshot-not-opened' }).isVisible(),
      join(folder, '$(error) [x](command:y) <b>.sockets.json'),
    );
    await assertHarmless(notifications(), /\[x\]/);
    await workbench.screenshot('hostile-notification');
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  /** Folds or unfolds the two other views. */
  async function foldOthers(): Promise<void> {
    for (const view of ['Sockets', 'Findings'] as const)
      await workbench
        .view(view)
        .locator('.pane-header')
        .click({ position: { x: 20, y: 10 } });
  }
});
