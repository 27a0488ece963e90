import { EventEmitter, type Disposable, type Uri } from 'vscode';
import type { Report } from '../../core/protocol/viewModels.ts';
import type { Inspections } from '../inspections.ts';
import type { LiveLevel } from '../live/liveLevel.ts';
import type { Watched } from '../live/onlookers.ts';
import { ReportPanel, type GuideTitles } from './reportPanel.ts';

export interface ReportPanelsParts {
  readonly extensionUri: Uri;
  readonly inspections: Inspections;
  readonly level: LiveLevel;
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

  /** The host whose report is in front of all editors. */
  get activeHost(): string | undefined {
    return [...this.#panels].find(([, { isActive }]) => isActive)?.[0];
  }

  /** Opens a host's tab, or brings it to the front. */
  reveal(host: string, report: Report): void {
    this.#parts.inspections.setCurrent(host);
    const open = this.#panels.get(host);
    if (open !== undefined) open.reveal(report);
    else this.#panels.set(host, this.#open(host, report));
    this.#visibilityChanged.fire();
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
    this.#subscription.dispose();
    this.#visibilityChanged.dispose();
  }

  #open(host: string, report: Report): ReportPanel {
    const { inspections } = this.#parts;
    const panel = new ReportPanel({ ...this.#parts, inspection: inspections.of(host) }, report);
    panel.onDidChangeVisibility(() => {
      if (panel.isActive) inspections.setCurrent(host);
      this.#visibilityChanged.fire();
    });
    panel.onDidDispose(() => {
      this.#panels.delete(host);
      this.#visibilityChanged.fire();
    });
    return panel;
  }
}
