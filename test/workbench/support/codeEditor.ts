import type { Locator } from 'playwright-core';
import { waitFor } from '../../support/waitFor.ts';
import type { Workbench } from '../../support/workbench.ts';

/** The text editor of a workbench, as somebody uses it who has a keyboard and a pointer. */
export class CodeEditor {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  get #page(): Workbench['page'] {
    return this.#workbench.page;
  }

  /** By the file picker; `name` is as it stands in the tab. */
  async open(name: string): Promise<void> {
    await this.#page.keyboard.press('Control+p');
    await this.#page.locator('.quick-input-widget input').first().fill(name);
    await this.#page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await this.#page.locator('.tab.active', { hasText: name }).waitFor();
    await this.#page.locator('.editor-instance .view-lines .view-line').first().waitFor();
  }

  /** The piece of the text that is drawn in one colour and holds `text`. */
  piece(text: string): Locator {
    return this.#page.locator('.editor-instance .view-line span span', { hasText: text }).first();
  }

  line(text: string): Locator {
    return this.#page.locator('.editor-instance .view-line', { hasText: text });
  }

  /** What is drawn, from the top; an editor draws only what is in view. Blanks are no-break spaces there. */
  async text(): Promise<string> {
    const lines = await this.#page.locator('.editor-instance .view-line').evaluateAll((nodes) =>
      nodes
        .map((node) => ({ top: parseFloat((node as HTMLElement).style.top), text: node.textContent }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** What floats up when the pointer rests on `text`. */
  async hover(text: string): Promise<Locator> {
    const hover = this.#page.locator('.monaco-hover:not(.hidden) .monaco-hover-content', { hasText: text });
    await waitFor(
      `what is said of ${text}`,
      async () => {
        // A pointer that stands still while the text is drawn anew rests on nothing: it comes once more.
        await this.#pointAway();
        const { x, y } = await this.#middleOf(text);
        await this.#page.mouse.move(x, y);
        return isVisible(hover.first(), 5000);
      },
      Boolean,
      30_000,
    );
    // It fades in.
    await this.#page.waitForTimeout(500);
    return hover.first();
  }

  async hideHover(): Promise<void> {
    await waitFor('no hover', async () => {
      await this.#pointAway();
      return !(await this.#page.locator('.monaco-hover:not(.hidden)').first().isVisible());
    });
  }

  async #pointAway(): Promise<void> {
    const { x, y } = await this.#middleOf('');
    await this.#page.mouse.move(x, y + 400);
  }

  async putCursorOn(text: string): Promise<void> {
    await this.#page.keyboard.press('Escape');
    const { x, y } = await this.#middleOf(text);
    await this.#page.mouse.click(x, y);
  }

  /** Playwright's own clicks scroll an editor sideways, behind its back. */
  async #middleOf(text: string): Promise<{ readonly x: number; readonly y: number }> {
    // The pieces are replaced whenever colours or problems change: one that was just found may be gone.
    const { x, y, width, height } = await waitFor(`${text} in the editor`, () =>
      this.piece(text).boundingBox(),
    );
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** What the light bulb offers at the cursor. */
  async quickFixes(): Promise<Locator> {
    const rows = this.#page.locator('.action-widget .monaco-list-row.action');
    // The key is lost where it arrives while focus or text moves.
    await waitFor(
      'the light bulb’s menu',
      async () => {
        await this.#page.keyboard.press('Control+.');
        return isVisible(rows.first(), 4000);
      },
      Boolean,
      30_000,
    );
    return rows;
  }

  /** The rows of the Problems view that belong to findings. */
  problems(): Locator {
    return this.#page.locator('.markers-panel .monaco-list-row[aria-level="2"]');
  }
}

function isVisible(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
