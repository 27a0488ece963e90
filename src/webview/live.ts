import type { ToWebview } from '../core/protocol/webview.ts';
import { levelText } from '../core/protocol/viewModels.ts';
import { element, icon } from './dom.ts';

type LevelMessage = Extract<ToWebview, { kind: 'level' }>;

let newest: LevelMessage = { kind: 'level' };

/** The line in the header that is updated while the page is visible; empty until there are figures. */
export function liveLine(): HTMLElement {
  const line = element('p', { class: 'facts live' });
  fill(line);
  return line;
}

/** Updates the live figures in the page. The rest is unchanged, so that reading and selection are not disturbed. */
export function showLevel(message: LevelMessage): void {
  newest = message;
  for (const line of document.querySelectorAll<HTMLElement>('.live')) fill(line);
}

function fill(line: HTMLElement): void {
  const { level, failure } = newest;
  line.hidden = level === undefined && failure === undefined;
  const show = (picture: string, text: string): void => {
    line.replaceChildren(element('span', { class: 'fact' }, icon(picture), element('span', {}, text)));
  };
  if (failure !== undefined) show('debug-disconnect', `Not live any more: ${failure}`);
  else if (level !== undefined) show('pulse', `Now: ${levelText(level)}`);
}
