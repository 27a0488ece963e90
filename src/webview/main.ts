import { compareReports } from '../core/protocol/viewModels.ts';
import type { ToWebview } from '../core/protocol/webview.ts';
import { onStateChosen } from './chosenState.ts';
import { comparisonPage } from './comparison/comparisonPage.ts';
import { fleetPage } from './fleet/fleetPage.ts';
import { history } from './history.ts';
import { showLevel } from './live.ts';
import { past } from './past.ts';
import { page } from './page.ts';
import type { PageState } from './pageState.ts';
import { updateAges } from './time.ts';
import { onMessage, remember, send } from './vscodeApi.ts';

/** The data that the page is drawn from; the live line is updated in place. */
type PageMessage = Exclude<ToWebview, { kind: 'level' | 'compare' | 'fleet' | 'past' | 'noPast' }>;

const root = document.getElementById('report');
let state: PageState = { label: '', guideTitles: {}, canChange: false };
/** The state that is drawn, as text: what is said again is not drawn again. */
let drawn = '';
let hasFigures = false;

onMessage((message) => {
  switch (message.kind) {
    case 'level':
      showLevel(message);
      if (message.level !== undefined) history().add(message.level, Date.now());
      break;
    case 'compare':
      remember({ reports: message.reports });
      drawSoon(() => {
        draw(comparisonPage(compareReports(...message.reports)));
      });
      break;
    case 'past':
      past().show(message);
      break;
    case 'noPast':
      past().hide();
      break;
    case 'fleet':
      remember({ prometheus: message.address });
      drawSoon(() => {
        draw(fleetPage(message));
      });
      break;
    default:
      show(message);
  }
});
// The page exists while its tab is visible, and so does this timer.
setInterval(updateAges, 5000);
onStateChosen(drawState);
send({ kind: 'ready' });

function show(message: PageMessage): void {
  if (message.kind === 'about') remember({ host: message.host });
  if (message.kind === 'show' && message.report.openedFrom === undefined)
    history().compare(state.report, message.report);
  state = after(state, message);
  // What is known of the host follows at once: nothing else is to be seen for a moment before it.
  if (message.kind === 'about') return;
  drawSoon(() => {
    const text = JSON.stringify(state);
    if (text === drawn) return;
    drawState();
    drawn = text;
  });
}

function drawState(): void {
  const { content, addRest } = page(state);
  const areFirst = state.report !== undefined && !hasFigures;
  hasFigures = state.report !== undefined;
  // The first figures are what somebody waits for; later ones change below somebody's eyes, and must not come in two steps.
  if (!areFirst) addRest();
  draw(content);
  if (areFirst)
    requestAnimationFrame(() => {
      // A page that was drawn meanwhile has its own rest, and what there is once only.
      if (content.every(({ isConnected }) => isConnected)) addRest();
    });
}

/** The page after a message. */
function after(before: PageState, message: PageMessage): PageState {
  const { label, report: known, guideTitles, canChange } = before;
  const shown = { label, guideTitles, canChange, ...(known && { report: known }) };
  switch (message.kind) {
    case 'about':
      return { ...before, label: message.label };
    case 'show':
      return { ...shown, report: message.report, canChange: message.canChange };
    case 'titles':
      return { ...before, guideTitles: message.guideTitles };
    case 'busy':
      return { ...shown, busy: message };
    case 'idle':
      return shown;
    case 'failed':
      return { ...shown, failure: message };
  }
}

/** Draws with the next frame. */
let next: (() => void) | undefined;

/** Messages follow each other closely: all that come before the next frame are drawn at once. */
function drawSoon(newest: () => void): void {
  if (next === undefined)
    requestAnimationFrame(() => {
      const drawNext = next;
      next = undefined;
      drawNext?.();
    });
  next = newest;
}

/** Redraws the page. Keeps the scroll position and, if its control still exists, the keyboard focus. */
function draw(content: readonly HTMLElement[]): void {
  const focused = document.activeElement?.getAttribute('data-key');
  root?.replaceChildren(...content);
  if (focused === undefined || focused === null) return;
  document.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
