import type { Workbench } from '../../support/workbench.ts';
import { actUntil, waitFor } from '../../support/waitFor.ts';

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
  const answer = async (): Promise<void> => {
    if ((await isDone()) || !(await input.isVisible())) return;
    let last: string | undefined;
    let kept = 0;
    // Else Enter may accept what the dialog wrote there itself.
    await waitFor('a text that stays in the dialog', async () => {
      const value = await input.inputValue({ timeout: 2000 }).catch(() => undefined);
      if (value === undefined) return true;
      kept = value === last ? kept + 1 : 0;
      last = value;
      if (path !== undefined && value !== path) {
        kept = 0;
        await input.fill(path, { timeout: 2000 }).catch(() => undefined);
      }
      return kept >= 10;
    });
    await input.press('Enter', { timeout: 2000 }).catch(() => undefined);
  };
  await actUntil(`what follows from the dialog, ${path ?? 'as it is'}`, answer, isDone);
}
