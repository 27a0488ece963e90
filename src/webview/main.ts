import { compareReports } from '../core/protocol/viewModels.ts';
import type { ToWebview } from '../core/protocol/webview.ts';
import { onStateChosen } from './chosenState.ts';
import { comparisonPage } from './comparison/comparisonPage.ts';
import { history } from './history.ts';
import { showLevel } from './live.ts';
import { page, type PageState } from './page.ts';
import { updateAges } from './time.ts';
import { remember, send } from './vscodeApi.ts';
import { waitingPage } from './waitingPage.ts';

/** What the page is drawn from; the live line is written into it again and again. */
type PageMessage = Exclude<ToWebview, { kind: 'level' | 'compare' }>;

const root = document.getElementById('report');
let state: PageState | undefined;

window.addEventListener('message', (event: MessageEvent<ToWebview>) => {
  if (event.data.kind === 'level') {
    showLevel(event.data);
    if (event.data.level !== undefined) history().add(event.data.level, Date.now());
    return;
  }
  if (event.data.kind === 'compare') {
    const { reports } = event.data;
    remember({ reports });
    draw(comparisonPage(compareReports(...reports)));
    return;
  }
  if (event.data.kind === 'show') {
    const { host, report } = event.data;
    remember({ host });
    if (report.openedFrom === undefined) history().compare(state?.report, report);
  }
  state = after(state, event.data);
  draw(state === undefined ? waitingPage(event.data) : page(state));
});
// The page lives while its tab is in front, and so does this timer.
setInterval(updateAges, 5000);
onStateChosen(() => {
  if (state !== undefined) draw(page(state));
});
send({ kind: 'ready' });

/** The page after a message; undefined until there is a report. */
function after(before: PageState | undefined, message: PageMessage): PageState | undefined {
  if (message.kind === 'show') {
    const { report, guideTitles, canChange } = message;
    return { report, guideTitles, canChange };
  }
  if (before === undefined) return undefined;
  const { report, guideTitles, canChange } = before;
  const shown = { report, guideTitles, canChange };
  switch (message.kind) {
    case 'busy':
      return { ...shown, busy: message.message };
    case 'idle':
      return shown;
    case 'failed':
      return { ...shown, failure: message };
  }
}

/** Draws the page anew; the scroll position stays, and so does the keyboard focus where its control is still there. */
function draw(content: readonly HTMLElement[]): void {
  const focused = document.activeElement?.getAttribute('data-key');
  root?.replaceChildren(...content);
  if (focused === undefined || focused === null) return;
  document.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
