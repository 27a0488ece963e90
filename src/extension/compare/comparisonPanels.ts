import { ViewColumn, window, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { comparedPair, comparisonTitle, type Report } from '../../core/protocol/viewModels.ts';
import type { ComparedReports } from '../../core/protocol/rememberedPage.ts';
import type { FromWebview, ToWebview } from '../../core/protocol/webview.ts';
import { panelIds } from '../ids.ts';
import { copyFromPage } from '../report/copyFromPage.ts';
import { onPageMessage } from '../report/pageMessages.ts';
import { rememberedOf } from '../report/rememberedOf.ts';
import { preparePanel, panelOptions } from '../report/reportHtml.ts';

interface Open {
  readonly panel: WebviewPanel;
  reports: ComparedReports;
}

/** Editor tabs that show two inspections side by side. They never change, even if the window is reloaded. */
export class ComparisonPanels implements Disposable {
  readonly #extensionUri: Uri;
  readonly #onFailure: (error: unknown) => void;
  readonly #open = new Map<string, Open>();

  constructor(extensionUri: Uri, onFailure: (error: unknown) => void) {
    this.#extensionUri = extensionUri;
    this.#onFailure = onFailure;
  }

  /** Opens a tab, or reuses the one with the same name. */
  show(one: Report, other: Report): void {
    const reports = [one, other] as const;
    const title = plainLabel(comparisonTitle(comparedPair(one, other)));
    const open = this.#open.get(title);
    if (open === undefined) {
      const options = panelOptions(this.#extensionUri);
      this.#adopt(window.createWebviewPanel(panelIds.comparison, title, ViewColumn.Active, options), reports);
      return;
    }
    open.reports = reports;
    open.panel.reveal();
    post(open);
  }

  /** Takes on a tab that VS Code kept while the window was loaded again; the page itself wrote down what it showed. */
  adopt(panel: WebviewPanel, state: unknown): void {
    const { reports } = rememberedOf(state);
    if (reports === undefined) panel.dispose();
    else this.#adopt(panel, reports);
  }

  dispose(): void {
    for (const { panel } of this.#open.values()) panel.dispose();
  }

  #adopt(panel: WebviewPanel, reports: ComparedReports): void {
    const open: Open = { panel, reports };
    const { title } = panel;
    this.#open.set(title, open);
    onPageMessage(panel.webview, (message) => receive(message, open), this.#onFailure);
    panel.onDidDispose(() => {
      if (this.#open.get(title) === open) this.#open.delete(title);
    });
    preparePanel(panel, this.#extensionUri);
  }
}

async function receive(message: FromWebview, open: Open): Promise<void> {
  switch (message.kind) {
    case 'ready':
      post(open);
      break;
    case 'copy':
      await copyFromPage(message.text);
      break;
    default:
      // Only the page of a report asks for the others.
      break;
  }
}

function post({ panel, reports }: Open): void {
  const message: ToWebview = { kind: 'compare', reports };
  void panel.webview.postMessage(message);
}
