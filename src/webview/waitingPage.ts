import type { ToWebview } from '../core/protocol/webview.ts';
import { failureBanner } from './banner.ts';
import { element } from './dom.ts';
import { note } from './section.ts';

/** What stands where a report will be, as after the window was loaded again. */
export function waitingPage(message: ToWebview): readonly HTMLElement[] {
  const heading = element('h1', {}, 'TIME_WAIT');
  switch (message.kind) {
    case 'failed':
      return [heading, failureBanner(message, false)];
    case 'busy':
      return [heading, note(message.message)];
    case 'show':
    case 'compare':
    case 'idle':
    case 'level':
      return [heading];
  }
}
