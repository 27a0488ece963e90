import { setTimeout as sleep } from 'node:timers/promises';
import { ServerProcess } from '../../support/serverProcess.ts';
import { waitFor } from '../../support/waitFor.ts';
import { Workbench } from '../../support/workbench.ts';
import { budgets } from '../budgets.ts';
import { row, type Row } from '../row.ts';
import type { LevelOptions } from '../sockets/level.ts';
import { Ours } from '../sockets/ours.ts';
import { median } from '../statistics.ts';
import { emptyWebviewCommand, packEmptyWebview } from './emptyVsix.ts';
import { noPortSearch } from './hosts.ts';

const command = 'Sockets: Inspect TIME_WAIT';
/** What grows in the second after the first figures is judged by then, and the tab that was closed is gone. */
const calmMs = 3000;

/** Milliseconds since 1970 in both, by the clock of the browser. */
interface Drawn {
  /** `ready` of the empty webview; of a report, when its figures were taken. */
  readonly mark: string;
  readonly at: number;
}

/**
 * Runs in each frame of the window; that of a webview looks into the frame inside it, whose document VS Code writes anew: a
 * loop that runs in there ends with that. A frame is drawn when the next one begins.
 */
const tellWhatIsDrawn = `{
  let last = '';
  const now = () => performance.timeOrigin + performance.now();
  const look = () => {
    const page = document.querySelector('iframe#active-frame')?.contentDocument;
    const figures = page?.getElementById('verdict') && page.querySelector('header time');
    const mark = page?.body?.dataset.bench ?? figures?.dateTime ?? '';
    if (mark !== last && mark !== '') requestAnimationFrame(() => void benchDrawn({ mark, at: now() }));
    last = mark;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;
const tellKeyPress = `document.addEventListener(
  'keydown',
  ({ key, timeStamp }) => { if (key === 'Enter') globalThis.benchPressedAt = performance.timeOrigin + timeStamp; },
  { capture: true },
);`;

/** From the key that chooses a command to what it draws, in the real workbench. */
class Window {
  readonly #workbench: Workbench;
  readonly #drawn: Drawn[] = [];

  private constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  static async of(workbench: Workbench): Promise<Window> {
    const window = new Window(workbench);
    const { page } = workbench;
    await page.exposeFunction('benchDrawn', (drawn: Drawn) => window.#drawn.push(drawn));
    await page.addInitScript(tellWhatIsDrawn);
    await page.evaluate(tellKeyPress);
    return window;
  }

  /** Milliseconds until the figures of an inspection that began after the key are drawn. */
  figures(): Promise<number> {
    return this.#run(command, (mark, pressedAt) => Date.parse(mark) >= pressedAt);
  }

  emptyWebview(): Promise<number> {
    return this.#run(emptyWebviewCommand, (mark) => mark === 'ready');
  }

  async #run(title: string, isWanted: (mark: string, pressedAt: number) => boolean): Promise<number> {
    const { page } = this.#workbench;
    await this.#workbench.runCommand('View: Close All Editors');
    await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
    await sleep(calmMs);
    this.#drawn.length = 0;
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill(`>${title}`);
    const chosen = page.locator('.quick-input-list .monaco-list-row.focused');
    await chosen.filter({ has: page.getByText(title, { exact: true }) }).waitFor();
    await page.keyboard.press('Enter');
    const pressedAt = await page.evaluate<number>('globalThis.benchPressedAt');
    const drawn = await waitFor(
      title,
      () => this.#drawn.find(({ mark }) => isWanted(mark, pressedAt)),
      (found) => found !== undefined,
    );
    return (drawn?.at ?? NaN) - pressedAt;
  }
}

/** The command to its drawn figures, beside the two parts that it cannot do without. */
export async function measureDrawn({ namespace, label, runs, say }: LevelOptions): Promise<Row> {
  const name = `${label} sockets: command to figures drawn : the longer of its inspection and an empty webview`;
  say(name);
  const extensions = [await packEmptyWebview()];
  await using server = await ServerProcess.start(namespace);
  const reader = new Ours(server).reader('sock_diag');
  await using workbench = await Workbench.open({ namespace, extensions, settings: noPortSearch });
  const window = await Window.of(workbench);
  const measured: { readonly figures: number; readonly inspection: number; readonly empty: number }[] = [];
  for (let index = -1; index < runs; index++) {
    const first = index % 2 === 0 ? await window.figures() : undefined;
    const empty = await window.emptyWebview();
    const { ms: inspection } = await reader.run();
    const figures = first ?? (await window.figures());
    // The first of each loads what the others find loaded.
    if (index >= 0) measured.push({ figures, inspection, empty });
  }
  const medians = {
    'figures drawn': median(measured.map(({ figures }) => figures)),
    inspection: median(measured.map(({ inspection }) => inspection)),
    'empty webview': median(measured.map(({ empty }) => empty)),
  };
  const ratio = median(
    measured.map(({ figures, inspection, empty }) => figures / Math.max(inspection, empty)),
  );
  return row({ name, unit: 'ms', medians, ratio }, budgets.figuresDrawn);
}
