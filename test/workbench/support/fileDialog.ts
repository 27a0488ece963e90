import type { Workbench } from '../../support/workbench.ts';
import { waitFor } from '../../support/waitFor.ts';

/**
 * Answers VS Code's own file dialog until `isDone`: with what it offers, or with a path. The dialog writes a folder of its own
 * into the box, perhaps twice, and then looks at what is typed: an answer that was lost is given again.
 */
export async function answerFileDialog(
  { page }: Workbench,
  isDone: () => Promise<boolean>,
  path?: string,
): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await waitFor('the folder of the dialog', () => input.inputValue().catch(() => ''));
  const answered = async (): Promise<boolean> => {
    if (await isDone()) return true;
    if (await input.isVisible()) {
      if (path !== undefined) await input.fill(path, { timeout: 2000 }).catch(() => undefined);
      await page.waitForTimeout(700);
      if (await input.isVisible()) await page.keyboard.press('Enter');
      await page.waitForTimeout(700);
    }
    return await isDone();
  };
  await waitFor(`what follows from the dialog, ${path ?? 'as it is'}`, answered, Boolean, 40_000);
}
