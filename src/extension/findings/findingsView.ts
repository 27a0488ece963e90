import { Disposable, window, type Event, type TreeView, type ViewBadge } from 'vscode';
import { shownLine, type ReportFinding } from '../../core/protocol/viewModels.ts';
import type { Failures } from '../failures.ts';
import { viewIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { isLive, seriousFindings, worseElsewhere, type WorstHost } from '../inspection/worstHost.ts';
import type { Watched } from '../live/onlookers.ts';
import { findingsMessage } from './findingsMessage.ts';
import type { FindingNode, ReportedHost } from './findingNode.ts';
import { FindingTree, type LoadFindingItem } from './findingTree.ts';

/**
 * The view "Findings": what the rules found on the hosts that were inspected, worst first; of a snapshot, if that is current, only
 * there. Inspects the current host when the view is first shown.
 */
export class FindingsView implements Disposable, Watched {
  readonly onDidChangeVisibility: Event<unknown>;
  readonly #inspections: Inspections;
  readonly #labelOf: (host: string) => string;
  readonly #failures: Failures;
  readonly #tree: FindingTree;
  readonly #view: TreeView<FindingNode>;
  readonly #subscriptions: Disposable;
  /** The reports that are drawn, so that they are not drawn again. */
  #drawn: readonly unknown[] | undefined;

  constructor(
    inspections: Inspections,
    labelOf: (host: string) => string,
    failures: Failures,
    loadItem: LoadFindingItem,
  ) {
    this.#inspections = inspections;
    this.#labelOf = labelOf;
    this.#failures = failures;
    this.#tree = new FindingTree(loadItem);
    this.#view = window.createTreeView(viewIds.findings, {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
    });
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
    this.#subscriptions = Disposable.from(
      this.#tree,
      this.#view,
      inspections.onDidChangeCurrent(() => {
        this.#draw();
        this.inspectWhenFirstSeen();
      }),
      inspections.onDidChange(() => {
        this.#draw();
      }),
      inspections.onDidForget(() => {
        this.#draw();
      }),
      this.#view.onDidChangeVisibility(() => {
        this.inspectWhenFirstSeen();
      }),
    );
    this.#draw();
    this.inspectWhenFirstSeen();
  }

  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** Quietly: no report is opened, and the view itself shows a failure. */
  inspectWhenFirstSeen(): void {
    const { waiting } = this.#inspections;
    if (!this.isVisible || waiting === undefined) return;
    const running = waiting.inspect().catch((error: unknown) => {
      this.#failures.note(error);
    });
    void window.withProgress({ location: { viewId: viewIds.findings } }, () => running);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #draw(): void {
    const shown = this.#shown();
    const isDrawn =
      this.#drawn?.length === shown.length && shown.every((one, at) => one.report === this.#drawn?.[at]);
    if (!isDrawn) this.#tree.show(shown);
    this.#drawn = shown.map(({ report }) => report);
    this.#drawTexts();
  }

  /** The current host first. Another host counts only together with it: a window that has not looked here says so. */
  #shown(): readonly ReportedHost[] {
    const { current, known } = this.#inspections;
    const others = isLive(current) ? known.filter((one) => one !== current && isLive(one)) : [];
    const shown = [current, ...others].flatMap(({ host, result }) =>
      result === undefined ? [] : [{ host, report: result.report }],
    );
    return shown.length < 2 ? shown : shown.map((one) => ({ ...one, label: this.#labelOf(one.host) }));
  }

  #drawTexts(): void {
    const { current, known } = this.#inspections;
    const worse = worseElsewhere(current.host, known);
    this.#view.message = [worse && this.#textOf(worse), findingsMessage(current.state)]
      .filter(Boolean)
      .join(' ');
    this.#view.badge = badgeOf(
      known.flatMap((one) => (one === current || isLive(one) ? seriousFindings(one.result?.report) : [])),
    );
    // Named only if there is more than one.
    this.#view.description = known.length > 1 ? shownLine(this.#labelOf(current.host)) : '';
  }

  /** The window speaks of the host that is worst off, whichever is current. */
  #textOf({ host, finding }: WorstHost): string {
    return `Worse on ${shownLine(this.#labelOf(host))}: ${shownLine(finding.title)}`;
  }
}

/** How many findings of all hosts need a look. The badges of all views of a container add up, so only this one has any. */
function badgeOf(serious: readonly ReportFinding[]): ViewBadge | undefined {
  if (serious.length === 0) return undefined;
  const tooltip =
    serious.length === 1 ? '1 finding needs attention' : `${serious.length} findings need attention`;
  return { value: serious.length, tooltip };
}
