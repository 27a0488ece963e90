import { EventEmitter, ViewColumn, window, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import { isSnapshotHost } from '../../core/protocol/hosts.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { ChangeSetting } from '../changes/changeSetting.ts';
import { panelIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { LiveLevel } from '../live/liveLevel.ts';
import type { Watched } from '../live/onlookers.ts';
import { panelOptions } from './reportHtml.ts';
import { ReportPanel, titleOf, type GuideTitles } from './reportPanel.ts';

export interface ReportPanelsParts {
  readonly extensionUri: Uri;
  readonly inspections: Inspections;
  readonly level: LiveLevel;
  readonly changes: ChangeSetting;
  readonly titles: () => Promise<GuideTitles>;
}

/** The reports that are open: one editor tab for each host. The host of the tab that is worked in is the current one. */
export class ReportPanels implements Disposable, Watched {
  readonly #parts: ReportPanelsParts;
  readonly #panels = new Map<string, ReportPanel>();
  readonly #visibilityChanged = new EventEmitter<void>();
  readonly #subscription: Disposable;

  readonly onDidChangeVisibility = this.#visibilityChanged.event;

  constructor(parts: ReportPanelsParts) {
    this.#parts = parts;
    this.#subscription = parts.inspections.onDidForget((host) => this.#panels.get(host)?.dispose());
  }

  get isVisible(): boolean {
    return [...this.#panels.values()].some(({ isVisible }) => isVisible);
  }

  /** The host whose report is worked in; a snapshot is none. */
  get activeHost(): string | undefined {
    return [...this.#panels].find(([host, { isActive }]) => isActive && !isSnapshotHost(host))?.[0];
  }

  /** Opens a host's tab, or brings it to the front. */
  reveal(host: string, report: Report): void {
    this.#parts.inspections.setCurrent(host);
    const open = this.#panels.get(host);
    if (open !== undefined) open.reveal(report);
    else this.#open(host, report);
    this.#visibilityChanged.fire();
  }

  /** Takes on a host's tab that VS Code kept while the window was loaded again; undefined where it has one by now. */
  adopt(host: string, panel: WebviewPanel, report?: Report): ReportPanel | undefined {
    if (this.#panels.has(host)) {
      panel.dispose();
      return undefined;
    }
    const { inspections } = this.#parts;
    const made = new ReportPanel({ ...this.#parts, inspection: inspections.of(host) }, panel, report);
    made.onDidChangeVisibility(() => {
      if (made.isActive) inspections.setCurrent(host);
      this.#visibilityChanged.fire();
    });
    made.onDidDispose(() => {
      this.#panels.delete(host);
      this.#visibilityChanged.fire();
    });
    this.#panels.set(host, made);
    return made;
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
    this.#subscription.dispose();
    this.#visibilityChanged.dispose();
  }

  #open(host: string, report: Report): void {
    const options = panelOptions(this.#parts.extensionUri);
    const panel = window.createWebviewPanel(panelIds.report, titleOf(report), ViewColumn.Active, options);
    this.adopt(host, panel, report);
  }
}
