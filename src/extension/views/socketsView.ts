import { Disposable, window, type Event, type TreeItem, type TreeView } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { TreeOf } from '../../core/protocol/inspection.ts';
import { numberText } from '../../core/protocol/viewModels.ts';
import type { Filtered } from '../filter/filtered.ts';
import type { HostList } from '../hosts/hostList.ts';
import type { HostInspection } from '../inspection/hostInspection.ts';
import { viewIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { LiveLevel } from '../live/liveLevel.ts';
import type { Watched } from '../live/onlookers.ts';
import { setContext } from '../runCommand.ts';
import type * as HostDrawing from './hostDrawing.ts';
import { HostSockets, type HostSocketsParts } from './hostSockets.ts';
import type { ShownSockets } from './shownSockets.ts';
import { SocketForest, type ForestNode } from './socketForest.ts';
import { viewMessage } from './viewMessage.ts';
import { viewStateOf } from './viewState.ts';

export interface SocketsViewParts extends Omit<HostSocketsParts, 'inspectAgain'> {
  readonly list: HostList;
  readonly loadDrawing: () => Promise<typeof HostDrawing>;
  readonly inspections: Inspections;
  readonly level: LiveLevel;
}

/**
 * The view "Sockets": the trees of the inspected hosts; message and welcome texts are about the current one. Inspects
 * it when the view is first shown.
 */
export class SocketsView implements Disposable, Watched {
  readonly forest: SocketForest;
  readonly onDidChangeVisibility: Event<unknown>;
  readonly #parts: SocketsViewParts;
  readonly #view: TreeView<ForestNode>;
  readonly #hosts = new Map<string, HostSockets>();
  #current: string;
  readonly #subscriptions: Disposable;

  constructor(parts: SocketsViewParts) {
    this.#parts = parts;
    this.#current = parts.inspections.current.host;
    const { inspections, filter, shape, level } = parts;
    this.forest = new SocketForest((host) => this.#hostItem(host));
    this.#view = window.createTreeView(viewIds.sockets, {
      treeDataProvider: this.forest,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
    this.#subscriptions = Disposable.from(
      this.forest,
      this.#view,
      inspections.onDidChange((inspection) => {
        this.#follow(inspection);
      }),
      inspections.onDidForget((host) => {
        this.#drop(host);
      }),
      inspections.onDidChangeCurrent(({ host }) => {
        this.inspectWhenFirstSeen();
        this.#showCurrent(host);
        this.#drawTexts();
      }),
      filter.onDidChange(() => {
        this.#drawWanted();
      }),
      shape.onDidChange(() => {
        this.#drawWanted();
      }),
      level.onDidChange(() => {
        this.#drawMessage();
      }),
      this.#view.onDidChangeVisibility(() => {
        this.inspectWhenFirstSeen();
      }),
    );
    this.#drawWanted();
    this.#drawTexts();
    this.inspectWhenFirstSeen();
  }

  get selection(): readonly ForestNode[] {
    return this.#view.selection;
  }

  /** The tree shown for a host; undefined if none is. */
  treeOf(host: string): TreeOf | undefined {
    const shown = this.#hosts.get(host)?.shown;
    if (shown === undefined) return undefined;
    const { inspection, shape, filtered } = shown;
    return { inspection, shape, filter: filtered?.text ?? '' };
  }

  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** Quietly: the report stays closed, and the view itself shows a failure. */
  inspectWhenFirstSeen(): void {
    const { waiting } = this.#parts.inspections;
    if (this.isVisible && waiting !== undefined) this.#inspectQuietly(waiting);
  }

  dispose(): void {
    Disposable.from(...this.#hosts.values(), this.#subscriptions).dispose();
  }

  #inspectQuietly(inspection: HostInspection): void {
    const running = inspection.inspect().catch((error: unknown) => {
      this.#parts.failures.note(error);
    });
    void window.withProgress({ location: { viewId: viewIds.sockets } }, () => running);
  }

  /** When another host becomes current, its sockets are shown. */
  #showCurrent(host: string): void {
    if (host === this.#current) return;
    const before = this.#current;
    this.#current = host;
    const node = this.forest.hostNode(host);
    if (node === undefined) return;
    for (const changed of [before, host]) this.forest.redraw(changed);
    if (!this.isVisible) return;
    this.#view.reveal(node, { select: false, expand: true }).then(undefined, (error: unknown) => {
      this.#parts.failures.note(error);
    });
  }

  async #hostItem(host: string): Promise<TreeItem> {
    const { hostLevelItem, hostRow } = await this.#parts.loadDrawing();
    const { list, inspections } = this.#parts;
    const { state, result } = inspections.of(host);
    const isCurrent = host === inspections.current.host;
    const entry = list.entryOf(host);
    const row = hostRow({ entry, state, isCurrent });
    const item = hostLevelItem(entry, row, { isCurrent, hasResult: result !== undefined });
    const filtered = this.#hosts.get(host)?.shown?.filtered;
    if (filtered !== undefined) item.description = `${matchText(filtered)} · ${row.description}`;
    return item;
  }

  /** A host is shown from its first inspection on. */
  #follow(inspection: HostInspection): void {
    const { host, state } = inspection;
    if (state.kind === 'none') this.#drop(host);
    else if (!this.#hosts.has(host)) this.#add(inspection);
    else if (this.forest.hasHosts) this.forest.redraw(host);
  }

  #add(inspection: HostInspection): void {
    const inspectAgain = this.#inspectQuietly.bind(this);
    const sockets = new HostSockets(inspection, { ...this.#parts, inspectAgain });
    this.#hosts.set(inspection.host, sockets);
    this.forest.plant(sockets.tree);
    sockets.onDidDraw(() => {
      if (this.forest.hasHosts) this.forest.redraw(inspection.host);
      this.#drawTexts();
    });
  }

  #drop(host: string): void {
    this.forest.fell(host);
    this.#hosts.get(host)?.dispose();
    this.#hosts.delete(host);
    this.#drawTexts();
  }

  get #shown(): ShownSockets | undefined {
    return this.#hosts.get(this.#parts.inspections.current.host)?.shown;
  }

  #drawWanted(): void {
    const { filter, shape } = this.#parts;
    setContext('hasFilter', filter.text !== '');
    setContext('hasShape', !shape.isUsual);
  }

  /** Not the view's description, because VS Code hides it if the view is alone in its container. */
  #drawMessage(): void {
    const { inspections, level } = this.#parts;
    const { host, state } = inspections.current;
    const message = viewMessage(state, level.stateOf(host), this.#shown);
    const name = this.forest.hasHosts ? `${plainLabel(this.#parts.list.entryOf(host).label)}: ` : '';
    this.#view.message = message === undefined ? '' : `${name}${message}`;
  }

  #drawTexts(): void {
    const { state } = this.#parts.inspections.current;
    this.#drawMessage();
    setContext('viewState', viewStateOf(state, this.#shown));
  }
}

function matchText({ matched, total }: Filtered): string {
  return `${numberText(matched)} of ${numberText(total)} match`;
}
