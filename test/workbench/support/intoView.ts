import type { Locator } from 'playwright-core';
import { waitFor } from '../../support/waitFor.ts';

/** Scrolls the element into view. A report is drawn anew while it is scrolled; Playwright's own way then fails. */
export async function intoView(locator: Locator): Promise<void> {
  await waitFor(`${String(locator)} in view`, () =>
    locator.evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
      return element.isConnected;
    }),
  );
}
