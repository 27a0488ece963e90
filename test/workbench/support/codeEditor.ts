import type { Locator } from 'playwright-core';
import { actUntil, waitFor } from '../../support/waitFor.ts';
import type { Workbench } from '../../support/workbench.ts';

/** The text editor of a workbench, used with keyboard and pointer. */
export class CodeEditor {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  get #page(): Workbench['page'] {
    return this.#workbench.page;
  }

  /** By the file picker; `name` is the label of the tab. */
  async open(name: string): Promise<void> {
    const row = this.#page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    for (let attempt = 1; ; attempt++) {
      await this.#page.keyboard.press('Control+p');
      await this.#page.locator('.quick-input-widget input').first().fill(name);
      // A picker that was opened before a new file was noticed never lists it.
      if (await isShown(row)) break;
      if (attempt === 5) throw new Error(`${name} is not among the files`);
      await this.#page.keyboard.press('Escape');
    }
    await row.click();
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

  /** The hover that appears when the pointer rests on `text`. */
  async hover(text: string): Promise<Locator> {
    return this.hoverOver(this.piece(text), text);
  }

  /** The hover that appears when the pointer rests on `piece`, and contains `text`. */
  async hoverOver(piece: Locator, text: string): Promise<Locator> {
    const hover = this.#page.locator('.monaco-hover:not(.hidden) .monaco-hover-content', { hasText: text });
    // A pointer that stands still while the text is redrawn rests on nothing.
    const point = async (): Promise<void> => {
      await this.#pointAway();
      const { x, y } = await this.#middleOf(piece);
      await this.#page.mouse.move(x, y);
    };
    await actUntil(`the hover of ${text}`, point, () => hover.first().isVisible());
    await animationsEnd(hover.first());
    return hover.first();
  }

  async hideHover(): Promise<void> {
    await waitFor('no hover', async () => {
      await this.#pointAway();
      return !(await this.#page.locator('.monaco-hover:not(.hidden)').first().isVisible());
    });
  }

  async #pointAway(): Promise<void> {
    const { x, y } = await this.#middleOf(this.piece(''));
    await this.#page.mouse.move(x, y + 400);
  }

  async putCursorOn(text: string): Promise<void> {
    await this.#page.keyboard.press('Escape');
    const { x, y } = await this.#middleOf(this.piece(text));
    await this.#page.mouse.click(x, y);
  }

  /** Playwright's own clicks scroll an editor sideways, behind its back. */
  async #middleOf(piece: Locator): Promise<{ readonly x: number; readonly y: number }> {
    // The pieces are replaced whenever colours or problems change: one that was just found may be gone.
    const { x, y, width, height } = await waitFor('a piece of the text in the editor', () =>
      piece.boundingBox(),
    );
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** The actions that the light bulb offers at the cursor. */
  async quickFixes(): Promise<Locator> {
    const rows = this.#page.locator('.action-widget .monaco-list-row.action');
    // The key is lost if it arrives while the focus or the text moves.
    await actUntil(
      'the light bulb’s menu',
      () => this.#page.keyboard.press('Control+.'),
      () => rows.first().isVisible(),
    );
    return rows;
  }

  /** The rows of the Problems view that belong to findings. */
  problems(): Locator {
    return this.#page.locator('.markers-panel .monaco-list-row[aria-level="2"]');
  }
}

/** A hover fades in. */
async function animationsEnd(locator: Locator): Promise<void> {
  await locator.evaluate(async (node) => {
    const moving = (node.closest('.monaco-hover') ?? node).getAnimations({ subtree: true });
    await Promise.all(moving.map((animation) => animation.finished));
  });
}

function isShown(row: Locator): Promise<boolean> {
  return row.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
}
