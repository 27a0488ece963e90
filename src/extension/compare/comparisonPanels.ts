import {
  env,
  l10n,
  ViewColumn,
  window,
  type Disposable,
  type Uri,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import { comparedPair, comparisonTitle, type Report } from '../../core/protocol/viewModels.ts';
import type { ComparedReports, FromWebview, RememberedPage, ToWebview } from '../../core/protocol/webview.ts';
import { plainText } from '../errors.ts';
import { panelIds } from '../ids.ts';
import { preparePanel, panelOptions } from '../report/reportHtml.ts';

interface Open {
  readonly panel: WebviewPanel;
  reports: ComparedReports;
}

/** Editor tabs that show two inspections next to each other. They stay as they are, also when the window is loaded again. */
export class ComparisonPanels implements Disposable, WebviewPanelSerializer<RememberedPage> {
  readonly #extensionUri: Uri;
  readonly #open = new Map<string, Open>();

  constructor(extensionUri: Uri) {
    this.#extensionUri = extensionUri;
  }

  /** Opens a tab, or shows it in the one of that name. */
  show(one: Report, other: Report): void {
    const reports = [one, other] as const;
    const title = plainText(comparisonTitle(comparedPair(one, other)));
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

  /** The page itself wrote down what it showed. */
  deserializeWebviewPanel(panel: WebviewPanel, remembered?: RememberedPage): Promise<void> {
    if (remembered?.reports === undefined) panel.dispose();
    else this.#adopt(panel, remembered.reports);
    return Promise.resolve();
  }

  dispose(): void {
    for (const { panel } of this.#open.values()) panel.dispose();
  }

  #adopt(panel: WebviewPanel, reports: ComparedReports): void {
    const open: Open = { panel, reports };
    const { title } = panel;
    this.#open.set(title, open);
    panel.webview.onDidReceiveMessage((message: FromWebview) => void receive(message, open));
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
      await env.clipboard.writeText(message.text);
      window.setStatusBarMessage(l10n.t('Copied'), 3000);
      break;
    case 'inspect':
    case 'runAction':
    case 'compare':
    case 'saveJson':
    case 'showSockets':
    case 'setParameter':
      // Only the page of a report asks for these.
      break;
  }
}

function post({ panel, reports }: Open): void {
  const message: ToWebview = { kind: 'compare', reports };
  void panel.webview.postMessage(message);
}
