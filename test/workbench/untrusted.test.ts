import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Namespace } from '../support/namespace.ts';
import { skipWhere } from '../support/skipWhere.ts';
import type { Workbench } from '../support/workbench.ts';
import { CodeEditor } from './support/codeEditor.ts';
import { Stage } from './support/stage.ts';

const app = `import os
import requests


def price(item):
    return requests.get(os.environ['STOCK_URL'] + item).json()
`;

/** No folder is looked at, and no host, but what the user has opened is. */
describe('an open file in a workspace that is not trusted', function () {
  this.timeout(120_000);
  const stage = new Stage();
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    skipWhere(this, Namespace.unavailable());
    const folder = await stage.folder();
    await mkdir(join(folder, 'tests'));
    await writeFile(join(folder, 'prices.py'), app);
    await writeFile(join(folder, 'tests/check.py'), app);
    await writeFile(join(folder, '.env'), 'STOCK_URL=http://127.0.0.2:8080/\n');
    workbench = await stage.workbench({
      namespace: await stage.namespace(),
      folder,
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    });
  });

  it('has hints by its text alone, as soon as the extension is active', async () => {
    const { page } = workbench;
    const editor = new CodeEditor(workbench);
    await workbench.openSideBar();
    await editor.open('prices.py');
    await page.locator('.squiggly-hint').first().waitFor();
    await workbench.screenshot('untrusted-hint');
    const figures = page.locator('.codelens-decoration, .squiggly-warning, .squiggly-info');
    assert.equal(await figures.count(), 0, 'no host was inspected that could speak for it');
  });

  it('says what the line does under the pointer, once on its mark and once on the rest of it', async () => {
    const editor = new CodeEditor(workbench);
    const said = 'creates a session for this one call';
    // VS Code marks the first two letters of a hint, and shows it over them alone.
    const places = { mark: workbench.page.locator('.squiggly-hint'), rest: editor.piece('environ') };
    for (const [place, piece] of Object.entries(places)) {
      const hover = await editor.hoverOver(piece, said);
      const text = await hover.innerText();
      assert.equal(text.split(said).length, 2, `${place}: ${text}`);
      await workbench.screenshot(`untrusted-hover-${place}`);
      await editor.hideHover();
    }
  });

  it('has none below a folder of tests, and the first is gone when its file is closed', async () => {
    const { page } = workbench;
    const editor = new CodeEditor(workbench);
    await editor.open('check.py');
    await page.locator('.view-line', { hasText: 'requests.get' }).waitFor();
    await workbench.runCommand('View: Close Other Editors in Group');
    await page.locator('.tab', { hasText: 'prices.py' }).waitFor({ state: 'detached' });
    assert.equal(await page.locator('.squiggly-hint').count(), 0);
  });
});
