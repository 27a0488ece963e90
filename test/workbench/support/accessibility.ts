import axe from 'axe-core';
import type { FrameLocator } from 'playwright-core';

/** What axe-core finds serious or critical in a page, one line each. */
export async function seriousProblems(page: FrameLocator): Promise<readonly string[]> {
  const document = await page.locator('html').elementHandle();
  const frame = await document.ownerFrame();
  if (!frame) throw new Error('the page has no frame');
  await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<axe.AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
}
