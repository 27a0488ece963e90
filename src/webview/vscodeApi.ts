import type { FromWebview } from '../core/protocol/webview.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromWebview): void };

/** Sends a message to the extension. VS Code hands out its interface once per page. */
export const send: (message: FromWebview) => void = (() => {
  const api = acquireVsCodeApi();
  return (message) => {
    api.postMessage(message);
  };
})();
