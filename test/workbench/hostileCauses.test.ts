import assert from 'node:assert/strict';
import { isVisible } from '../../src/core/model/plainText.ts';
import { CauseScenario } from '../support/causes/causeScenario.ts';
import { evil } from '../support/evil.ts';
import { actUntil, waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { assertHarmless } from './support/assertHarmless.ts';
import { CodeEditor } from './support/codeEditor.ts';
import { intoView } from './support/intoView.ts';
import { Stage } from './support/stage.ts';

/** 15 bytes, proc_pid_comm(5). */
const evilProcess = '$(error)\u202e<b>';
/** A file system takes all of it but half a character and a slash, and VS Code lists no file with an end of line in its name. */
const evilFile = evil.replaceAll(/[\ud800\r\n/]/g, '');
/** Its line has markup in its address. */
const app = `import requests
import time

open('/proc/self/comm', 'w').write(${JSON.stringify(evilProcess)})


def price(item):
    return requests.get('http://127.0.0.2:9091/[x](command:y)/<b>/$(error)/\u202e').json()


for item in range(190):
    price(item)
print('done', flush=True)
time.sleep(600)
`;

/** What the names of a file, a process and a line make of "Where it comes from", in each place that shows it. */
describe('hostile names of the line that uses up ports, in the workbench', function () {
  this.timeout(120_000);
  const stage = new Stage();
  let scenario: CauseScenario;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    scenario = stage.use(await CauseScenario.begin({ [`shop/${evilFile}.py`]: app }));
    await scenario.startBackend(9091);
    workbench = await stage.workbench({ namespace: scenario.namespace, folder: scenario.folder });
    await workbench.page.setViewportSize({ width: 1400, height: 1200 });
    await scenario.work('python3', [`shop/${evilFile}.py`]);
  });

  it('are text in the report, with the line itself', async () => {
    await workbench.runCommand('Sockets: Inspect TIME_WAIT');
    const site = workbench.report().locator('[data-rule=ephemeral-port-exhaustion] .site');
    await site.waitFor();
    await assertHarmless(site, /=1\+1[^]*\(error\) <b>[^]*requests\.get/);
    await assertHarmless(workbench.report().locator('body'), /=1\+1/);
    await intoView(site);
    await workbench.screenshot('hostile-site');
  });

  it('are text in the report as Markdown', async () => {
    await workbench.report().locator('[data-key=copy-markdown]').click();
    const text = await waitFor(
      'Markdown in the clipboard',
      () => workbench.clipboard(),
      (copied) => copied.includes('Where it comes from'),
    );
    assert.match(text, /=1\+1[^]*requests\.get/);
    for (const line of text.split('\n')) assert.ok(isVisible(line), JSON.stringify(line));
    // In code nothing is markup, and nothing in it ends it.
    const prose = text.replaceAll(/```\w*\n[^]*?\n\s*```|(`+)[^`\n][^\n]*?\1/g, '');
    assert.doesNotMatch(prose, /(?<!\\)\[x\]\(command|(?<!\\)<b>/, prose);
  });

  it('are text in the Findings view, and in what is shown over its row', async () => {
    await workbench.runCommand('View: Show Sockets');
    const rows = workbench.view('Findings').locator('.monaco-list-row');
    await rows.filter({ hasText: '190 of 200' }).first().locator('.monaco-tl-twistie').click();
    const row = rows.filter({ hasText: '=1+1' }).first();
    await row.waitFor();
    await assertHarmless(row.locator('.label-name, .label-description'), /=1\+1/);
    const hover = workbench.page.locator('.workbench-hover');
    await actUntil(
      'what is shown over it',
      async () => {
        await workbench.page.mouse.move(900, 400);
        await row.hover({ timeout: 2000 }).catch(() => undefined);
      },
      async () => (await hover.allInnerTexts()).some((text) => text.includes('=1+1')),
    );
    await assertHarmless(hover, /=1\+1/);
    await workbench.screenshot('hostile-site-row');
    await workbench.page.keyboard.press('Escape');
  });

  it('are text above the line and in what is shown over it', async () => {
    await workbench.report().locator('.site').getByRole('button', { name: /^Open/ }).click();
    const lens = workbench.page.locator('.codelens-decoration', { hasText: '190 of 200 ports' });
    await lens.waitFor();
    await assertHarmless(lens, /190 of 200 ports/);
    const hover = await new CodeEditor(workbench).hoverOver(
      // Not over the address: VS Code itself makes a link of it.
      new CodeEditor(workbench).piece('requests.get'),
      '190 of 200 ports to 127.0.0.2:9091 are in use',
    );
    await assertHarmless(hover, /\(error\)\uFFFD?<b>.\(\d+\).runs.this.file/);
    await workbench.screenshot('hostile-site-hover');
  });
});
