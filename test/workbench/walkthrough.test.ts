import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/paths.ts';
import { waitFor } from '../support/waitFor.ts';
import type { Workbench } from '../support/workbench.ts';
import { Stage } from './support/stage.ts';

interface Walkthrough {
  readonly title: string;
  readonly steps: readonly {
    readonly title: string;
    readonly media: { readonly image: Readonly<Record<'dark' | 'light' | 'hc', string>> };
  }[];
}

const { contributes } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  readonly contributes: { readonly walkthroughs: readonly Walkthrough[] };
};
const [walkthrough] = contributes.walkthroughs;
const steps = walkthrough?.steps ?? [];
assert.equal(steps.length, 6);

/** What a stranger sees first: each step with its text, its button and its picture. */
describe('the walkthrough', function () {
  this.timeout(90_000);
  const stage = new Stage();
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    workbench = await stage.workbench({ namespace: await stage.namespace() });
    // Themes come late after the start.
    await workbench.openSideBar();
    await workbench.treeRows().first().waitFor();
  });

  for (const theme of ['dark', 'light', 'highContrast'] as const)
    it(`shows the picture of each step: ${theme}`, async () => {
      const { page } = workbench;
      // Another theme draws the editor anew, with the list of all walkthroughs.
      await workbench.setTheme(theme);
      await workbench.runCommand('Welcome: Open Walkthrough...');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: walkthrough?.title ?? '' }).click();
      for (const [index, { title }] of steps.entries()) {
        const step = page.locator('.getting-started-step').nth(index);
        await step.locator('.step-title').click();
        const shown = step.and(page.locator('.expanded'));
        assert.equal(await shown.locator('.step-title').innerText(), title);
        await shown.locator('.monaco-button').first().waitFor();
        const image = page.locator('.getting-started-media img').first();
        await waitFor(
          'the picture of the step',
          () =>
            image.evaluate((element) => {
              const { currentSrc, complete, naturalWidth } = element as unknown as {
                readonly currentSrc: string;
                readonly complete: boolean;
                readonly naturalWidth: number;
              };
              return complete && naturalWidth > 0 ? currentSrc : '';
            }),
          (source) => decodeURIComponent(source).includes(pictureOf(index, theme)),
        );
        await workbench.screenshot(`walkthrough-${String(index + 1)}-${theme}`);
      }
      await workbench.runCommand('View: Close Editor');
    });
});

/** As package.json has it. */
function pictureOf(index: number, theme: 'dark' | 'light' | 'highContrast'): string {
  const image = steps[index]?.media.image;
  const path = image?.[theme === 'highContrast' ? 'hc' : theme];
  assert.ok(path !== undefined);
  return path;
}
