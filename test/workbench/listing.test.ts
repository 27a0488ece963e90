import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOwnManifest, repositoryPage } from '../../scripts/package/manifest.ts';
import { repository } from '../support/paths.ts';
import { waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { intoView } from './support/intoView.ts';
import { Stage } from './support/stage.ts';

/** The editor itself asks it for extensions. */
const gallery = 'https://open-vsx.org/vscode/gallery/extensionquery';

/** The extension's page in the Extensions view, with the README of the packed VSIX, as a stranger reads it. */
describe('the details page of the extension', function () {
  this.timeout(90_000);
  const stage = new Stage();
  const asked = new Set<string>();
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    workbench = await stage.workbench({ namespace: await stage.namespace() });
    // The repository's pictures, from this checkout; nothing else has an answer.
    await workbench.page.context().route(/^https:/, async (route) => {
      const url = route.request().url();
      asked.add(url);
      const picture = /\/raw\/HEAD\/(media\/readme\/[\w-]+\.png)$/.exec(url)?.[1];
      if (picture !== undefined)
        await route.fulfill({ contentType: 'image/png', body: await readFile(join(repository, picture)) });
      else await route.abort();
    });
  });

  it('shows the README with all of its pictures', async () => {
    await workbench.runCommand('Extensions: Show Installed Extensions');
    await workbench.page.locator('.extension-list-item', { hasText: 'Socket Diagnostics' }).first().click();
    const webview = workbench.page.locator('iframe.webview.ready').first().contentFrame();
    const page = webview.frameLocator('iframe#active-frame');
    await page.locator('h1', { hasText: 'Socket Diagnostics' }).waitFor();
    const text = await readFile(join(repository, 'README.md'), 'utf8');
    const pictures = [...text.matchAll(/!\[[^\]]+\]\((media\/[^)]+)\)/g)].map(([, path = '']) => path);
    assert.ok(pictures.length >= 8);
    const drawn = await waitFor(
      'the pictures',
      () =>
        page.locator('img').evaluateAll((images) =>
          images.map((image) => {
            const { src, complete, naturalWidth } = image as unknown as {
              readonly src: string;
              readonly complete: boolean;
              readonly naturalWidth: number;
            };
            image.scrollIntoView();
            return { src, isDrawn: complete && naturalWidth > 0 };
          }),
        ),
      (images) => images.length >= pictures.length && images.every(({ isDrawn }) => isDrawn),
      30_000,
    );
    for (const path of pictures)
      assert.ok(
        drawn.some(({ src }) => src.endsWith(path)),
        path,
      );
    for (const theme of ['dark', 'light', 'highContrast'] as const) {
      await workbench.setTheme(theme);
      await intoView(page.locator('h1').first());
      await workbench.screenshot(`details-page-${theme}`);
    }
  });

  it('asks for nothing but those pictures', async () => {
    const page = repositoryPage(await readOwnManifest());
    const text = await readFile(join(repository, 'README.md'), 'utf8');
    const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, address = '']) =>
      address.startsWith('media/') ? `${page}/raw/HEAD/${address}` : address,
    );
    assert.deepEqual([...asked].filter((url) => url !== gallery).sort(), [...new Set(pictures)].sort());
  });
});
