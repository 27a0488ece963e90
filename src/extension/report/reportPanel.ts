import {
  commands,
  Disposable,
  env,
  EventEmitter,
  l10n,
  Uri,
  ViewColumn,
  window,
  type WebviewPanel,
} from 'vscode';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { FromWebview, ToWebview } from '../../core/protocol/webview.ts';
import { plainText } from '../errors.ts';
import { commandIds, reportPanelType } from '../ids.ts';
import type { Inspections } from '../inspections.ts';
import type { InspectionState } from '../inspectionState.ts';
import type { LevelState } from '../live/levelState.ts';
import type { LiveLevel } from '../live/liveLevel.ts';
import type { Watched } from '../live/onlookers.ts';
import { saveReport } from './saveReport.ts';
import { reportHtml, webviewFolder } from './reportHtml.ts';

type GuideTitles = Readonly<Record<string, string>>;

/** The report's editor tab. While it is open it shows every inspection, whoever asked for it. */
export class ReportPanel implements Disposable, Watched {
  readonly #extensionUri: Uri;
  readonly #inspections: Inspections;
  readonly #level: LiveLevel;
  readonly #titles: () => Promise<GuideTitles>;
  #panel: WebviewPanel | undefined;
  #report: Report | undefined;
  #guideTitles: GuideTitles = {};
  readonly #visibilityChanged = new EventEmitter<void>();
  readonly #subscriptions: Disposable;

  readonly onDidChangeVisibility = this.#visibilityChanged.event;

  constructor(
    extensionUri: Uri,
    inspections: Inspections,
    level: LiveLevel,
    titles: () => Promise<GuideTitles>,
  ) {
    this.#extensionUri = extensionUri;
    this.#inspections = inspections;
    this.#level = level;
    this.#titles = titles;
    this.#subscriptions = Disposable.from(
      this.#visibilityChanged,
      inspections.onDidChange((state) => {
        this.#follow(state);
      }),
      level.onDidChange((state) => {
        this.#showLevel(state);
      }),
    );
  }

  get isVisible(): boolean {
    return this.#panel?.visible ?? false;
  }

  /** Opens the tab, or brings it to the front. */
  reveal(report: Report): void {
    this.#report = report;
    if (this.#panel === undefined) this.#panel = this.#open(report);
    else this.#panel.reveal();
    this.#visibilityChanged.fire();
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  #open(report: Report): WebviewPanel {
    const panel = window.createWebviewPanel(reportPanelType, titleOf(report), ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [webviewFolder(this.#extensionUri)],
    });
    const icon = (theme: string): Uri => Uri.joinPath(this.#extensionUri, 'media', `sockets-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage((message: FromWebview) => void this.#receive(message));
    panel.onDidChangeViewState(() => {
      this.#visibilityChanged.fire();
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#visibilityChanged.fire();
    });
    panel.webview.html = reportHtml(panel.webview, this.#extensionUri);
    return panel;
  }

  async #receive(message: FromWebview): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#guideTitles = await this.#titles().catch(() => this.#guideTitles);
        this.#showReport();
        this.#follow(this.#inspections.state);
        this.#showLevel(this.#level.state);
        break;
      case 'inspect':
        await commands.executeCommand(commandIds.inspect);
        break;
      case 'openGuide':
        await commands.executeCommand(commandIds.openGuide, message.section);
        break;
      case 'copy':
        await env.clipboard.writeText(message.text);
        window.setStatusBarMessage(l10n.t('Copied'), 3000);
        break;
      case 'saveJson':
        if (this.#report !== undefined) await saveReport(this.#report);
        break;
      case 'showSockets':
        await commands.executeCommand(commandIds.filter, message.filter);
        break;
    }
  }

  /** The page forgets everything when its tab is hidden: it asks again with `ready`. */
  #follow(state: InspectionState): void {
    switch (state.kind) {
      case 'none':
        this.#post({ kind: 'idle' });
        break;
      case 'running':
        if (!state.isQuiet) this.#post({ kind: 'busy', message: l10n.t('Inspecting…') });
        break;
      case 'done':
        this.#report = state.result.report;
        this.#showReport();
        this.#post({ kind: 'idle' });
        break;
      case 'failed':
        this.#post({ kind: 'failed', message: state.error.message, nextStep: state.error.nextStep });
        break;
    }
  }

  #showLevel({ isFollowed, last, failure }: LevelState): void {
    if (failure !== undefined) this.#post({ kind: 'level', failure });
    else this.#post({ kind: 'level', ...(isFollowed && last && { level: last.level }) });
  }

  #showReport(): void {
    if (this.#panel === undefined || this.#report === undefined) return;
    this.#panel.title = titleOf(this.#report);
    this.#post({ kind: 'show', report: this.#report, guideTitles: this.#guideTitles });
  }

  #post(message: ToWebview): void {
    void this.#panel?.webview.postMessage(message);
  }
}

function titleOf(report: Report): string {
  return `TIME_WAIT: ${plainText(report.host.label)}`;
}
