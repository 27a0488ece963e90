import { commands, Disposable, l10n, window, type TreeView, type ViewBadge } from 'vscode';
import type { ChildrenParams, ChildrenResult } from '../../core/protocol/inspection.ts';
import type { Finding } from '../../core/protocol/viewModels.ts';
import type { Failures } from '../failures.ts';
import { contextKeys, viewIds } from '../ids.ts';
import type { Inspections } from '../inspections.ts';
import { lastResult, type InspectionState } from '../inspectionState.ts';
import type { ReadPage } from './pages.ts';
import { SocketTree, type SocketNode } from './socketTree.ts';
import { viewMessage } from './viewMessage.ts';
import { viewStateOf } from './viewState.ts';

/** The view "Sockets": the tree with its message, badge and welcome texts. Inspects when it is first looked at. */
export class SocketsView implements Disposable {
  readonly tree: SocketTree;
  readonly #inspections: Inspections;
  readonly #failures: Failures;
  readonly #view: TreeView<SocketNode>;
  readonly #subscriptions: Disposable;
  #shownInspection: string | undefined;
  #askedAgain = false;

  constructor(inspections: Inspections, children: ReadPage, failures: Failures) {
    this.#inspections = inspections;
    this.#failures = failures;
    const read = async (params: ChildrenParams): Promise<ChildrenResult> => {
      const answer = await children(params);
      if (answer.kind === 'page') this.#askedAgain = false;
      return answer;
    };
    this.tree = new SocketTree(read, () => {
      this.#inspectStaleAgain();
    });
    this.#view = window.createTreeView(viewIds.sockets, {
      treeDataProvider: this.tree,
      showCollapseAll: true,
    });
    this.#subscriptions = Disposable.from(
      this.tree,
      this.#view,
      inspections.onDidChange((state) => {
        this.#draw(state);
      }),
      this.#view.onDidChangeVisibility(() => {
        this.inspectWhenFirstSeen();
      }),
    );
    this.#draw(inspections.state);
    this.inspectWhenFirstSeen();
  }

  /** Quietly: the report stays closed, and a failure is told by the view itself. */
  inspectWhenFirstSeen(): void {
    if (this.#view.visible && this.#inspections.state.kind === 'none') this.#inspectQuietly();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #inspectQuietly(): void {
    const running = this.#inspections.inspect().catch((error: unknown) => {
      this.#failures.note(error);
    });
    void window.withProgress({ location: { viewId: viewIds.sockets } }, () => running);
  }

  /** Once until a page comes: a server that forgets at once is not asked for ever. */
  #inspectStaleAgain(): void {
    if (this.#askedAgain) return;
    this.#askedAgain = true;
    this.#inspectQuietly();
  }

  #draw(state: InspectionState): void {
    const result = lastResult(state);
    if (result?.inspection !== this.#shownInspection) {
      this.#shownInspection = result?.inspection;
      this.tree.show(result);
    }
    this.#view.message = viewMessage(state) ?? '';
    this.#view.badge = badgeOf(result?.report.findings ?? []);
    void commands.executeCommand('setContext', contextKeys.viewState, viewStateOf(state));
  }
}

function badgeOf(findings: readonly Finding[]): ViewBadge | undefined {
  const serious = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  if (serious.length === 0) return undefined;
  const tooltip =
    serious.length === 1
      ? l10n.t('1 finding needs a look')
      : l10n.t('{0} findings need a look', serious.length);
  return { value: serious.length, tooltip };
}
