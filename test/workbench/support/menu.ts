import type { Locator } from 'playwright-core';
import { waitFor } from '../../support/waitFor.ts';
import type { Workbench } from '../../support/workbench.ts';

/** After this time a menu of VS Code hears the mouse: until then a click is lost, and the menu stays open. */
const deafMs = 100;

/**
 * Has `open` open a menu, and gives its entry once it can be clicked. A menu closes by itself if what it belongs to is drawn
 * again: then it is opened again.
 */
export async function openMenu(
  { page }: Workbench,
  label: string,
  open: () => Promise<unknown>,
): Promise<Locator> {
  const entry = page
    .locator('.monaco-menu .action-menu-item')
    .filter({ has: page.getByText(label, { exact: true }) })
    .first();
  await waitFor(
    `the menu with ${label}`,
    async () => {
      if (!(await entry.isVisible())) {
        await page.keyboard.press('Escape'); // another menu
        await open().catch(() => undefined);
        if (!(await entry.waitFor({ timeout: 2000 }).then(isDone, isNotDone))) return false;
      }
      // Timers of one page end in their order: that of the menu began when it was drawn.
      await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), deafMs);
      return entry.isVisible();
    },
    Boolean,
    30_000,
  );
  return entry;
}

/** Chooses from a menu, which is gone then. */
export async function chooseFromMenu(
  workbench: Workbench,
  label: string,
  open: () => Promise<unknown>,
): Promise<void> {
  await waitFor(
    `the choice of ${label}`,
    async () => {
      const entry = await openMenu(workbench, label, open);
      if (!(await entry.click({ timeout: 2000 }).then(isDone, isNotDone))) return false;
      await entry.waitFor({ state: 'hidden' });
      return true;
    },
    Boolean,
    30_000,
  );
}

function isDone(): boolean {
  return true;
}

function isNotDone(): boolean {
  return false;
}
