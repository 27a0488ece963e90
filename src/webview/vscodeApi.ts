import { toWebview, type FromWebview, type ToWebview } from '../core/protocol/webview.ts';
import type { RememberedPage } from '../core/protocol/rememberedPage.ts';
import type { LevelHistory } from './historyData.ts';

/** The state that a page restores after its tab was hidden or the window reloaded. */
interface Memory extends RememberedPage {
  readonly history?: LevelHistory;
}

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): Memory | undefined;
  setState(state: Memory): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

// VS Code provides its API only once per page.
const api = acquireVsCodeApi();

/** Sends a message to the extension. */
export function send(message: FromWebview): void {
  api.postMessage(message);
}

/** Receives messages from the extension, which have the page's origin. Messages from elsewhere and malformed ones are ignored. */
export function onMessage(receive: (message: ToWebview) => void): void {
  window.addEventListener('message', ({ origin, data }: MessageEvent<unknown>) => {
    if (origin === window.origin && toWebview.fault(data, '') === undefined) receive(data as ToWebview);
  });
}

/** Saves a part of the page's state; the other parts are kept. */
export function remember(part: Memory): void {
  api.setState({ ...api.getState(), ...part });
}

export function recall(): Memory {
  return api.getState() ?? {};
}
