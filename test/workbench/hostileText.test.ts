import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { isVisible } from '../../src/core/model/plainText.ts';
import { inspectIn } from '../support/cli.ts';
import { evil } from '../support/evil.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath, repository } from '../support/paths.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { assertHarmless } from './support/assertHarmless.ts';
import { CodeEditor } from './support/codeEditor.ts';
import { answerFileDialog } from './support/fileDialog.ts';
import { intoView } from './support/intoView.ts';
import { chooseFromMenu, openMenu } from './support/menu.ts';
import { Stage } from './support/stage.ts';

/** What a name of a process may be made of: 15 bytes, proc_pid_comm(5). */
const evilName = '=$(error)\u202e<b>';
const farm = 'http://127.0.0.1:9095';
/** Of names with 64 KB. */
const farmOfLong = 'http://127.0.0.1:9096';
/** A snapshot with longer text is refused. */
const long = 'A'.repeat(200);
const veryLong = 'A'.repeat(64 << 10);
/** On one line, and without what makes a line that of a template or a comment of it, whose text no problem repeats. */
const evilValue = evil.replaceAll(/[\r\n\u2028\u2029]|\$\(error\)|<b>/g, '').replaceAll(';', ',');
const evilConf = [
  `net.ipv4.tcp_fin_timeout = 15${evilValue}`,
  `net.ipv4.${evilValue.replaceAll('=', '')} = 1`,
  'net.ipv4.tcp_tw_recycle = 1',
  `net.ipv4.tcp_rmem = ${veryLong}`,
  `net.ipv4.${veryLong} = 1`,
].join('\n');

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
    await writeFile(join(folder, 'nginx.conf'), 'http {\n  server {\n    listen 50051;\n  }\n}\n');
    await mkdir(join(folder, 'conf/sysctl.d'), { recursive: true });
    await writeFile(join(folder, 'conf/sysctl.d/evil.conf'), `${evilConf}\n`);
    await writeFile(
      join(folder, 'ssh'),
      `#!/bin/sh\nexec ${nodePath} ${join(repository, 'test/support/hostileShell.ts')} names\n`,
      { mode: 0o755 },
    );
    await writeFile(join(folder, '$(error) [x](command:y) <b>.sockets.json'), '{"schema":"x"}');
    namespace.spawn(
      nodePath,
      [
        '--eval',
        `require('fs').writeFileSync('/proc/self/comm', ${JSON.stringify(evilName)});
         const held = [];
         require('net').createServer({ allowHalfOpen: true }, (one) => { held.push(one); one.resume(); one.on('error', () => {}); })
           .listen(8099, '127.0.30.9');
         require('net').connect(8099, '127.0.30.9');`,
      ],
      { stdio: 'ignore' },
    );
    for (const [port, text] of [
      ['9095', evil],
      ['9096', `${evil}${veryLong}`],
    ] as const)
      namespace.spawn(nodePath, [join(repository, 'test/support/hostilePrometheus.ts'), port], {
        stdio: 'ignore',
        env: { ...process.env, EVIL: text },
      });
    workbench = await stage.workbench({
      namespace,
      folder,
      // Else its text is a picture.
      settings: { 'terminal.integrated.gpuAcceleration': 'off' },
      machineSettings: {
        'socketDiagnostics.prometheusServers': [farm, farmOfLong],
        'socketDiagnostics.ssh.program': join(folder, 'ssh'),
        'socketDiagnostics.sshHosts': ['evil'],
        'socketDiagnostics.allowHostChanges': true,
      },
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
    const row = rows('Sockets').filter({ hasText: '<b>' }).first();
    const byProcess = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Process' });
    await actUntil(
      'the grouping by process',
      async () => {
        await workbench.runCommand('Sockets: Group By…');
        // On a busy machine a click for the palette may land in this list, and choose and close it.
        await byProcess
          .first()
          .click({ timeout: 3000 })
          .catch(() => undefined);
      },
      () => row.isVisible(),
    );
    await assertHarmless(row.locator('.label-name, .label-description'), /\(error\)\uFFFD?<b>/);
    await assertHarmless(await hoverOf(row, '<b>'), /<b>/);
    await workbench.screenshot('hostile-process');
    await workbench.page.keyboard.press('Escape');
  });

  it('of a process is text in what is copied of its row and exported', async () => {
    const row = rows('Sockets').filter({ hasText: '<b>' }).first();
    await workbench.page.evaluate(() => navigator.clipboard.writeText(''));
    const rightClick = (): Promise<void> => row.click({ button: 'right', timeout: 3000 });
    await chooseFromMenu(workbench, 'Copy Row', async () =>
      (await openMenu(workbench, 'Copy', rightClick)).click(),
    );
    const copied = await waitFor('the row', () => workbench.clipboard());
    assert.match(copied, /'=\$\(error\)\uFFFD<b>/);
    const path = join(folder, 'sockets.csv');
    const csv = (): Promise<string> => readFile(path, 'utf8').catch(() => '');
    await workbench.runCommand('Sockets: Export Sockets as CSV…');
    await answerFileDialog(workbench, async () => (await csv()) !== '', path);
    const exported = await waitFor('the whole file', csv, (text) => text.endsWith('\n'));
    assert.match(exported, /'=\$\(error\)\uFFFD<b>/);
    for (const line of [...copied.split('\n'), ...exported.split('\r\n')]) {
      for (const cell of line.split(/[\t,]/)) assert.doesNotMatch(cell, /^"?[=@+]/);
      assert.ok(isVisible(line.replaceAll('\t', ' ')), JSON.stringify(line));
    }
  });

  it('of a process is text in the question before its sockets are closed', async () => {
    const row = rows('Sockets').filter({ hasText: '<b>' }).first();
    await chooseFromMenu(workbench, 'Close Matching Sockets…', () =>
      row.click({ button: 'right', timeout: 3000 }),
    );
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await assertHarmless(dialog, /\(error\)\uFFFD?<b>/);
    await workbench.screenshot('hostile-question');
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('of a process is text among the connections that were watched', async () => {
    const resets = namespace.spawn(
      nodePath,
      [
        '--eval',
        `setInterval(() => {
           const one = require('net').connect(8099, '127.0.30.9', () => one.resetAndDestroy());
           one.on('error', () => {});
         }, 20);`,
      ],
      { stdio: 'ignore' },
    );
    const { page } = workbench;
    await workbench.runCommand('Sockets: Watch Connections…');
    await choose('this machine');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Until I stop it' }).click();
    const progress = page.locator('.notification-toast', { hasText: 'Watching connections' });
    await progress.filter({ hasText: /\d\d connections ended/ }).waitFor();
    await progress.hover();
    await progress.locator('.monaco-button', { hasText: 'Cancel' }).click();
    // Its button had the focus, which VS Code gives to the page when it goes: that would close what is asked next.
    await progress.waitFor({ state: 'detached' });
    const connections = workbench.report().locator('#connections');
    await assertHarmless(connections, /\(error\)\uFFFD?<b>/);
    await intoView(connections.locator('tbody tr').first());
    await workbench.screenshot('hostile-connections');
    resets.kill();
  });

  it('of a process is text in the list of who holds its port', async () => {
    await workbench.runCommand('Sockets: Who Holds Port…');
    await choose('this machine');
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
    await assertHarmless(await hoverOf(row, '=1+1'), /=1\+1/);
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

  it('of a snapshot is text where it is compared', async () => {
    await workbench.report().locator('header button', { hasText: 'Compare…' }).click();
    const choices = workbench.page.locator('.quick-input-list .monaco-list-row');
    await choices.first().waitFor();
    await assertHarmless(workbench.page.locator('.quick-input-widget'), /=1\+1/);
    await choices.first().click();
    await workbench.page.locator('.tab.active', { hasText: '⟷' }).waitFor();
    await workbench.report().locator('.sides').waitFor();
    await assertHarmless(workbench.report().locator('body'), /=1\+1/);
    await workbench.screenshot('hostile-comparison');
  });

  it('of an ssh host, 64 KB long, is cut and text in its report, the tree and the findings', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    await choose('over ssh');
    const report = workbench.report();
    await report.locator('#verdict').waitFor();
    await assertHarmless(report.locator('body'), /=1\+1/);
    await workbench.screenshot('hostile-ssh');
    await assertHarmless(workbench.page.locator('.tab.active .monaco-icon-label'), /evil/);
  });

  describe('of a file', () => {
    const editor = (): CodeEditor => new CodeEditor(workbench);

    before(async () => {
      await workbench.runCommand('View: Close All Editors');
      await editor().open('evil.conf');
      await workbench.page.locator('.editor-instance [class*="squiggly-"]').first().waitFor();
    });

    it('is text in its problems', async () => {
      await workbench.runCommand('Problems: Focus on Problems View');
      await assertHarmless(editor().problems(), /15=1\+1,\uFFFD[^]*\[x\]/);
      await workbench.screenshot('hostile-problems');
      await workbench.runCommand('View: Toggle Panel Visibility');
    });

    it('is text in a hover', async () => {
      const hover = await editor().hoverOver(editor().piece('15'), 'The kernel rejects');
      await assertHarmless(hover, /15=1\+1,\uFFFD[^]*\[x\]/);
      await workbench.screenshot('hostile-hover');
      await editor().hideHover();
    });

    it('is text in the actions for its line, and in the command that is typed into a terminal', async () => {
      await editor().putCursorOn('tcp_fin_timeout');
      const actions = await editor().quickFixes();
      await assertHarmless(actions, /Insert command to set/);
      await workbench.screenshot('hostile-actions');
      await actions.filter({ hasText: 'Insert command to set' }).first().click();
      await assertHarmless(workbench.page.locator('.xterm-rows'), /sysctl.-w.*15=1\+1,\uFFFD[^]*\[x\]/);
      await workbench.screenshot('hostile-terminal');
    });

    it('is written into a new file only after all of it was shown', async () => {
      const written = async (): Promise<readonly string[]> =>
        (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('service-ports.conf'));
      await editor().open('nginx.conf');
      await workbench.page.locator('.editor-instance [class*="squiggly-hint"]').first().waitFor();
      await editor().putCursorOn('50051');
      const fixes = await editor().quickFixes();
      await fixes.filter({ hasText: 'in a new file' }).first().click();
      const preview = workbench.page.locator('.bulk-edit-panel');
      await preview.filter({ hasText: 'net.ipv4.ip_local_reserved_ports = 50051' }).waitFor();
      await workbench.screenshot('hostile-new-file');
      assert.deepEqual(await written(), []);
    });
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

  /** What is shown over a row, which may move while its view is refreshed. */
  async function hoverOf(row: Locator, text: string): Promise<Locator> {
    const hover = workbench.page.locator('.workbench-hover');
    await actUntil(
      'what is shown over it',
      async () => {
        await workbench.page.mouse.move(900, 400); // what is shown over another row lies above this one
        await row.hover({ timeout: 2000 }).catch(() => undefined);
      },
      async () => (await hover.allInnerTexts()).some((shown) => shown.includes(text)),
    );
    return hover;
  }

  async function choose(text: string): Promise<void> {
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).click();
  }

  /** Folds or unfolds the two other views. */
  async function foldOthers(): Promise<void> {
    for (const view of ['Sockets', 'Findings'] as const)
      await workbench
        .view(view)
        .locator('.pane-header')
        .click({ position: { x: 20, y: 10 } });
  }
});
