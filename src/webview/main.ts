import { compareReports } from '../core/protocol/viewModels.ts';
import type { ToWebview } from '../core/protocol/webview.ts';
import { onStateChosen } from './chosenState.ts';
import { comparisonPage } from './comparison/comparisonPage.ts';
import { history } from './history.ts';
import { showLevel } from './live.ts';
import { page, type PageState } from './page.ts';
import { updateAges } from './time.ts';
import { onMessage, remember, send } from './vscodeApi.ts';
import { waitingPage } from './waitingPage.ts';

/** What the page is drawn from; the live line is written into it again and again. */
type PageMessage = Exclude<ToWebview, { kind: 'level' | 'compare' }>;

const root = document.getElementById('report');
let state: PageState | undefined;

onMessage((message) => {
  switch (message.kind) {
    case 'level':
      showLevel(message);
      if (message.level !== undefined) history().add(message.level, Date.now());
      break;
    case 'compare':
      remember({ reports: message.reports });
      draw(comparisonPage(compareReports(...message.reports)));
      break;
    default:
      show(message);
  }
});
// The page lives while its tab is in front, and so does this timer.
setInterval(updateAges, 5000);
onStateChosen(() => {
  if (state !== undefined) draw(page(state));
});
send({ kind: 'ready' });

function show(message: PageMessage): void {
  if (message.kind === 'show') {
    remember({ host: message.host });
    if (message.report.openedFrom === undefined) history().compare(state?.report, message.report);
  }
  state = after(state, message);
  draw(state === undefined ? waitingPage(message) : page(state));
}

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
