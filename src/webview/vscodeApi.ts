import type { FromWebview } from '../core/protocol/webview.ts';
import type { History } from './historyData.ts';

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): History | undefined;
  setState(state: History): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

// VS Code hands out its interface once per page.
const api = acquireVsCodeApi();

/** Sends a message to the extension. */
export function send(message: FromWebview): void {
  api.postMessage(message);
}

/** Writes down what a page should find again after its tab was hidden. */
export function remember(history: History): void {
  api.setState(history);
}

export function recall(): History | undefined {
  return api.getState();
}
