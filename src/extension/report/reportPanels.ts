import { EventEmitter, type Disposable, type WebviewPanel } from 'vscode';
import { isSnapshotHost } from '../../core/model/hostId.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Watched } from '../live/onlookers.ts';
import type { ReportPanel, ReportPanelParts } from './reportPanel.ts';

/** `panel`: one that VS Code kept while the window was loaded again. */
export type CreatePanel = (parts: ReportPanelParts, panel?: WebviewPanel) => ReportPanel;

export interface ReportPanelsParts extends Omit<ReportPanelParts, 'inspection'> {
  readonly inspections: Inspections;
  /** A report is first opened long after activation. */
  readonly loadPanel: () => Promise<CreatePanel>;
}

/** The open reports, one editor tab per host. The host of the active tab is the current host. */
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

  /** The host whose report is active, unless it is a snapshot. */
  get activeHost(): string | undefined {
    return [...this.#panels].find(([host, { isActive }]) => isActive && !isSnapshotHost(host))?.[0];
  }

  /** Opens a host's tab, with the figures that there are, or brings it to the front. */
  async reveal(host: string): Promise<ReportPanel> {
    this.#parts.inspections.setCurrent(host);
    const create = await this.#parts.loadPanel();
    const open = this.#panels.get(host);
    open?.reveal();
    const panel = open ?? this.#add(host, create(this.#partsOf(host)));
    this.#visibilityChanged.fire();
    return panel;
  }

  /** Adopts a host's tab that VS Code restored after a reload; undefined if the host already has one. */
  async adopt(host: string, panel: WebviewPanel): Promise<ReportPanel | undefined> {
    const create = await this.#parts.loadPanel();
    if (this.#panels.has(host)) {
      panel.dispose();
      return undefined;
    }
    return this.#add(host, create(this.#partsOf(host), panel));
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
    this.#subscription.dispose();
    this.#visibilityChanged.dispose();
  }

  #partsOf(host: string): ReportPanelParts {
    return { ...this.#parts, inspection: this.#parts.inspections.of(host) };
  }

  #add(host: string, made: ReportPanel): ReportPanel {
    const { inspections } = this.#parts;
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
}
