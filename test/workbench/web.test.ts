import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { inspectIn } from '../support/cli.ts';
import type { Namespace } from '../support/namespace.ts';
import { waitFor } from '../support/waitFor.ts';
import type { Theme, Workbench } from '../support/workbench.ts';
import { CodeEditor } from './support/codeEditor.ts';
import { serverProcesses } from './support/serverProcesses.ts';
import { Stage } from './support/stage.ts';

const blog = '50-tuning-from-a-blog.conf';
const manifest = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      securityContext:
        sysctls:
        - name: vm.max_map_count
          value: "262144"
        - name: net.ipv4.tcp_syncookies
          value: "1" # on
`;
const themes: readonly Theme[] = ['light', 'dark'];

/**
 * The extension as vscode.dev runs it: in the web extension host, which is a worker of the browser. VS Code's server has no part in it
 * but the files of the folder.
 */
describe('in the extension host of a browser', function () {
  this.timeout(90_000);
  const stage = new Stage();
  let namespace: Namespace;
  let workbench: Workbench;
  let editor: CodeEditor;

  before(async function () {
    this.timeout(120_000);
    const folder = await stage.sample();
    namespace = await stage.namespace({ 'net.ipv4.ip_local_port_range': '40000 40199' });
    const traffic = stage.traffic(namespace);
    await writeFile(join(folder, 'deployment.yaml'), manifest);
    await inspectIn(namespace, ['--save', join(folder, 'before.sockets.json')]);
    await traffic.clientTimeWait({ count: 200, address: '127.0.30.1', port: 5432 });
    await inspectIn(namespace, ['--save', join(folder, 'after.sockets.json')]);
    workbench = await stage.workbench({
      namespace,
      folder,
      web: true,
    });
    editor = new CodeEditor(workbench);
  });

  function report(): FrameLocator {
    return workbench.report();
  }

  async function openSnapshot(name: string): Promise<void> {
    await workbench.page.keyboard.press('Control+Shift+E');
    await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick();
    await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  it('says in each view why it is empty, and what can be opened', async () => {
    await workbench.openSideBar();
    for (const view of ['Sockets', 'Findings'] as const)
      await workbench.view(view).getByText('VS Code runs in a browser here').waitFor();
    await workbench.view('Hosts').locator('.pane-header').click();
    await workbench.view('Hosts').getByText('which reaches no host').waitFor();
    await workbench.screenshot('web-views');
    await workbench.view('Hosts').locator('.pane-header').click();
  });

  it('offers no command that needs a host', async () => {
    const { page } = workbench;
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill('>Sockets: ');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'Sockets: Open Snapshot…' }).first().waitFor();
    const expected = [
      'Sockets: Compare…',
      'Sockets: Filter…',
      'Sockets: Group By…',
      'Sockets: Open Guide',
      'Sockets: Open Snapshot…',
      'Sockets: Show Log',
      'Sockets: Sort By…',
    ];
    const offered = async (): Promise<readonly string[]> =>
      (await rows.locator('.label-name').allInnerTexts())
        .filter((title) => /^Sockets: (?!Focus on )/.test(title))
        .sort();
    await waitFor('these commands and no others', offered, (titles) => titles.join() === expected.join());
    await page.keyboard.press('Escape');
  });

  it('checks a sysctl file, explains a key, opens the guide and applies a fix', async () => {
    await editor.open(blog);
    await workbench.page.locator('.editor-instance .squiggly-error').first().waitFor();
    await workbench.page.keyboard.press('Control+Shift+m');
    await editor.problems().filter({ hasText: 'tw-recycle-removed' }).waitFor();
    const hover = await editor.hover('tcp_tw_recycle');
    assert.match(
      await hover.innerText(),
      /It shortened TIME_WAIT to three and a half retransmission timeouts/,
    );
    await hover.locator('a', { hasText: 'tw-recycle-removed' }).click();
    await workbench.markdownPreview().locator('h2', { hasText: 'tcp_tw_recycle' }).waitFor();
    await workbench.screenshot('web-guide');
    await workbench.page.keyboard.press('Control+w');
    await editor.putCursorOn('tcp_tw_recycle');
    await (await editor.quickFixes()).filter({ hasText: 'Remove tcp_tw_recycle' }).click();
    await waitFor('the line gone', async () => !(await editor.text()).includes('tcp_tw_recycle'));
    await editor.problems().filter({ hasText: 'tw-recycle-removed' }).waitFor({ state: 'detached' });
  });

  it('checks a manifest of Kubernetes and applies a fix', async () => {
    await editor.open('deployment.yaml');
    await editor.problems().filter({ hasText: 'sysctl-not-namespaced' }).waitFor();
    await editor.putCursorOn('vm.max_map_count');
    await (await editor.quickFixes()).filter({ hasText: 'Remove the parameter' }).click();
    await waitFor('the parameter gone', async () => !(await editor.text()).includes('vm.max_map_count'));
    await workbench.screenshot('web-manifest');
    await workbench.page.keyboard.press('Control+Shift+m');
  });

  it('opens a snapshot as a report, with its sockets in the view', async () => {
    await openSnapshot('after.sockets.json');
    await report().locator('#verdict', { hasText: '127.0.30.1:5432' }).waitFor();
    assert.match(await report().locator('#verdict').innerText(), /200 of 200/);
    await workbench.openSideBar();
    await workbench.treeRows().filter({ hasText: 'TIME_WAIT' }).first().waitFor();
    await workbench.treeRows('Findings').first().waitFor();
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await report().locator('#verdict').waitFor();
      await workbench.screenshot(`web-snapshot-${theme}`);
    }
  });

  it('compares two snapshots', async () => {
    const { page } = workbench;
    await openSnapshot('before.sockets.json');
    await report().locator('#verdict').waitFor();
    await page.locator('.editor-actions .action-label[aria-label^="Compare"]').click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'after.sockets.json' }).click();
    await page.locator('.tab.active', { hasText: 'before ⟷ after' }).waitFor();
    const row = report().locator('#findings tbody tr', { hasText: 'ephemeral-port-exhaustion' });
    await row.first().waitFor();
    await workbench.screenshot('web-comparison');
  });

  it('has started no process for all this', async () => {
    assert.deepEqual(await serverProcesses(namespace), []);
  });
});
