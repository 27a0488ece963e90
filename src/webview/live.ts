import type { ToWebview } from '../core/protocol/webview.ts';
import { levelText } from '../core/protocol/viewModels.ts';
import { element, icon } from './dom.ts';

type LevelMessage = Extract<ToWebview, { kind: 'level' }>;

let newest: LevelMessage = { kind: 'level' };

/** The line of the header that moves while the page is in front; empty until there is a level. */
export function liveLine(): HTMLElement {
  const line = element('p', { class: 'facts live' });
  fill(line);
  return line;
}

/** Writes the level into the page. The rest of it stays: nothing that is read or selected is disturbed. */
export function showLevel(message: LevelMessage): void {
  newest = message;
  for (const line of document.querySelectorAll<HTMLElement>('.live')) fill(line);
}

function fill(line: HTMLElement): void {
  const { level, failure } = newest;
  line.hidden = level === undefined && failure === undefined;
  if (failure !== undefined) line.replaceChildren(icon('debug-disconnect'), `Not live any more: ${failure}`);
  else if (level !== undefined) line.replaceChildren(icon('pulse'), `Now: ${levelText(level)}`);
}
