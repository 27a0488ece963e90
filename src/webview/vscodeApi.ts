import { toWebview, type FromWebview, type ToWebview } from '../core/protocol/webview.ts';
import type { RememberedPage } from '../core/protocol/rememberedPage.ts';
import type { History } from './historyData.ts';

/** What a page finds again after its tab was hidden, or the window loaded again. */
interface Memory extends RememberedPage {
  readonly history?: History;
}

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): Memory | undefined;
  setState(state: Memory): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

// VS Code hands out its interface once per page.
const api = acquireVsCodeApi();

/** Sends a message to the extension. */
export function send(message: FromWebview): void {
  api.postMessage(message);
}

/** Hears what the extension says. It speaks from the origin of the page; whatever else comes, from elsewhere or ill-formed, is ignored. */
export function onMessage(receive: (message: ToWebview) => void): void {
  window.addEventListener('message', ({ origin, data }: MessageEvent<unknown>) => {
    if (origin === window.origin && toWebview.fault(data, '') === undefined) receive(data as ToWebview);
  });
}

/** Writes down a part of what the page should find again; the other parts stay. */
export function remember(part: Memory): void {
  api.setState({ ...api.getState(), ...part });
}

export function recall(): Memory {
  return api.getState() ?? {};
}
