import { type Disposable, type Uri, type WebviewPanel } from 'vscode';
import type { ToWebview } from '../../core/protocol/webview.ts';
import type { ToldError } from '../inspection/inspectionState.ts';
import { onPageMessage } from './pageMessages.ts';
import { preparePanel } from './reportHtml.ts';

export interface WaitingPanelParts {
  readonly extensionUri: Uri;
  /** Of the page's button. */
  readonly retry: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/** The page of an editor tab before there is a report: that it is being read, or why it was not. */
export class WaitingPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #subscription: Disposable;
  #state: ToWebview = { kind: 'idle' };

  constructor(parts: WaitingPanelParts, panel: WebviewPanel) {
    this.#panel = panel;
    this.#subscription = onPageMessage(
      panel.webview,
      async ({ kind }) => {
        if (kind === 'ready') this.#draw();
        else if (kind === 'inspect') await parts.retry();
      },
      parts.onFailure,
    );
    preparePanel(panel, parts.extensionUri);
  }

  /** Says that it is being read. */
  wait(): void {
    this.#show({ kind: 'busy', message: 'Opening…', canCancel: false });
  }

  /** Says why it was not read, and what to do. */
  explain({ message, nextStep }: ToldError): void {
    this.#show({ kind: 'failed', message, nextStep });
  }

  /** Leaves the tab to another page. */
  dispose(): void {
    this.#subscription.dispose();
  }

  #show(state: ToWebview): void {
    this.#state = state;
    this.#draw();
  }

  #draw(): void {
    void this.#panel.webview.postMessage(this.#state);
  }
}
