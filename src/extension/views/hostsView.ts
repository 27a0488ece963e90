import { Disposable, window, type Event, type TreeView } from 'vscode';
import type { Failures } from '../failures.ts';
import { viewIds } from '../ids.ts';
import { lastResult } from '../inspection/inspectionState.ts';
import type { Clock } from '../live/repeater.ts';
import type { HostsNode } from './hostsNode.ts';
import { HostsTree, type HostsTreeParts } from './hostsTree.ts';

export interface HostsViewParts extends HostsTreeParts {
  /** Asks each Prometheus for its hosts. */
  readonly readFleets: () => Promise<void>;
  readonly failures: Failures;
  readonly clock: Clock;
}

/** How often ages are updated while the view is visible. */
const agesAfterMs = 15_000;

/** The legend for the figures of a row, in the order of `hostRow`. */
const legend = (): string => 'TIME_WAIT · port usage of the fullest destination · findings · age';

/** The view "Hosts". Lists hosts when it is first shown. */
export class HostsView implements Disposable {
  readonly onDidChangeVisibility: Event<unknown>;
  readonly #parts: HostsViewParts;
  readonly #tree: HostsTree;
  readonly #view: TreeView<HostsNode>;
  readonly #subscriptions: Disposable;
  #isListed = false;
  #stopAges: (() => void) | undefined;

  constructor(parts: HostsViewParts) {
    this.#parts = parts;
    this.#tree = new HostsTree(parts);
    this.#view = window.createTreeView(viewIds.hosts, {
      treeDataProvider: this.#tree,
      // Two hosts can be compared.
      canSelectMany: true,
    });
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
    const redraw = (): void => {
      this.#draw();
    };
    this.#subscriptions = Disposable.from(
      this.#tree,
      this.#view,
      parts.list.onDidChange(redraw),
      parts.inspections.onDidChange(redraw),
      parts.inspections.onDidChangeCurrent(redraw),
      this.#view.onDidChangeVisibility(() => {
        this.listWhenFirstSeen();
        this.#draw();
      }),
    );
    this.listWhenFirstSeen();
  }

  listWhenFirstSeen(): void {
    if (!this.#view.visible || this.#isListed || !this.#parts.isTrusted()) return;
    this.#isListed = true;
    const listing = this.#parts.list.refresh().catch((error: unknown) => {
      this.#isListed = false;
      this.#parts.failures.note(error);
    });
    void window.withProgress({ location: { viewId: viewIds.hosts } }, () =>
      Promise.all([listing, this.#parts.readFleets()]),
    );
  }

  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** What is shown below a Prometheus changed. */
  redraw(): void {
    this.#draw();
  }

  dispose(): void {
    this.#stopAges?.();
    this.#subscriptions.dispose();
  }

  #draw(): void {
    this.#stopAges?.();
    this.#stopAges = undefined;
    if (!this.#view.visible) return;
    this.#tree.redraw();
    const { inspections, prometheusServers } = this.#parts;
    const hasFigures =
      prometheusServers().length > 0 ||
      inspections.known.some(({ state }) => lastResult(state) !== undefined);
    this.#view.message = hasFigures ? legend() : '';
    if (hasFigures)
      this.#stopAges = this.#parts.clock.after(agesAfterMs, () => {
        this.#draw();
      });
  }
}
