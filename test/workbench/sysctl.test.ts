import assert from 'node:assert/strict';
import type { Namespace } from '../support/namespace.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { CodeEditor } from './support/codeEditor.ts';
import { Stage } from './support/stage.ts';

const blog = '50-tuning-from-a-blog.conf';

/** What a user sees who opens the sample workspace and browses its files. */
describe('a sysctl file in the workbench', function () {
  this.timeout(60_000);
  const stage = new Stage();
  let namespace: Namespace;
  let workbench: Workbench;
  let editor: CodeEditor;

  before(async function () {
    this.timeout(120_000);
    namespace = await stage.namespace();
    workbench = await stage.workbench({
      namespace,
      folder: await stage.sample(),
    });
    editor = new CodeEditor(workbench);
  });

  it('shows its problems, in the text and in the Problems view', async () => {
    await editor.open(blog);
    await workbench.page.locator('.editor-instance .squiggly-error').first().waitFor();
    await workbench.page.keyboard.press('Control+Shift+m');
    await editor.problems().first().waitFor();
    const rows = (await editor.problems().allInnerTexts()).join('\n');
    for (const rule of ['tw-recycle-removed', 'inline-comment', 'not-an-integer', 'tw-buckets-below-ports'])
      assert.ok(rows.includes(rule), `${rule} in ${rows}`);
  });

  it('explains a key under the pointer, in every theme', async () => {
    for (const theme of ['light', 'highContrast', 'dark'] as const) {
      await workbench.setTheme(theme);
      const hover = await editor.hover('tcp_tw_recycle');
      await workbench.screenshot(`sysctl-hover-${theme}`);
      const text = await hover.innerText();
      assert.match(text, /It shortened TIME_WAIT to three and a half retransmission timeouts/);
      assert.equal(text.match(/tcp_tw_recycle was removed in Linux 4\.12/g)?.length, 1, 'said once');
      await editor.hideHover();
    }
  });

  it('opens the section of the guide behind the code of a problem', async () => {
    const hover = await editor.hover('tcp_tw_recycle');
    await hover.locator('a', { hasText: 'tw-recycle-removed' }).click();
    await workbench.markdownPreview().locator('h2', { hasText: 'tcp_tw_recycle' }).waitFor();
    await workbench.screenshot('sysctl-guide');
    await workbench.page.keyboard.press('Control+w');
  });

  it('loses a problem by its preferred fix', async () => {
    await editor.putCursorOn('tcp_tw_recycle');
    const fixes = await editor.quickFixes();
    await workbench.screenshot('sysctl-fixes');
    await fixes.filter({ hasText: 'Remove tcp_tw_recycle' }).click();
    await waitFor('the line gone', async () => !(await editor.text()).includes('tcp_tw_recycle'));
    await waitFor('the problem gone', async () => {
      const rows = await editor.problems().allInnerTexts();
      return rows.length > 0 && !rows.join('\n').includes('tw-recycle-removed');
    });
  });

  it('is silent about a rule that a comment switches off for the line', async () => {
    await editor.putCursorOn('tcp_tw_reuse');
    const fixes = await editor.quickFixes();
    await fixes.filter({ hasText: 'Disable tw-reuse-outgoing-only for this line' }).click();
    await waitFor(
      'the comment',
      () => editor.text(),
      (text) =>
        /# socket-diagnostics-disable-line tw-reuse-outgoing-only\nnet\.ipv4\.tcp_tw_reuse/.test(text),
    );
    await waitFor(
      'no such problem',
      async () => !(await editor.problems().allInnerTexts()).join('\n').includes('tw-reuse-outgoing-only'),
    );
  });

  it('fixes at once all that is safe to fix', async () => {
    await editor.putCursorOn('tcp_tw_reuse');
    // It does nothing while the text before it is still on its way to the server.
    const text = await actUntil(
      'the fixes',
      () => workbench.runCommand('Fix All'),
      () => editor.text(),
      (shown) => shown.includes('ip_local_port_range = 1024 65535'),
    );
    assert.match(text, /# shorter TIME_WAIT\nnet\.ipv4\.tcp_fin_timeout = 15\n/);
    await workbench.screenshot('sysctl-fixed');
  });

  it('completes keys and values, with what they mean', async () => {
    const { page } = workbench;
    await editor.putCursorOn('tcp_tw_reuse');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('net.ipv4.tcp_tw_re');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.filter({ hasText: 'net.ipv4.tcp_tw_reuse_delay' }).waitFor();
    await workbench.screenshot('sysctl-completion');
    await page.keyboard.type('use_d');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Space');
    await rows.filter({ hasText: '1000' }).waitFor();
    await page.keyboard.press('Enter');
    await waitFor('the value', async () => (await editor.text()).includes('tcp_tw_reuse_delay = 1000'));
  });

  it('is laid out by the formatter', async () => {
    await workbench.page.keyboard.type('\nvm.swappiness=10');
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Format Document');
    await waitFor('blanks', async () => (await editor.text()).includes('vm.swappiness = 10'));
  });

  it('tells the running values where they differ, when a setting asks for it', async () => {
    assert.equal(await workbench.page.getByText('now: ').count(), 0);
    await workbench.checkSetting('socketDiagnostics.inlayHints.runningValues');
    // Of the namespace, which has the kernel's defaults.
    await editor.line('tcp_fin_timeout').filter({ hasText: 'now: 60' }).waitFor();
    await workbench.screenshot('sysctl-running-values');
  });
});
