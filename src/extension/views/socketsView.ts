import { commands, Disposable, l10n, window, type Event, type TreeView, type ViewBadge } from 'vscode';
import type { ChildrenParams, ChildrenResult, InspectResult } from '../../core/protocol/inspection.ts';
import type { Finding } from '../../core/protocol/viewModels.ts';
import { messageOf } from '../errors.ts';
import type { Failures } from '../failures.ts';
import { filteredOf, type AskFilter } from '../filter/filterTrial.ts';
import type { SocketFilter } from '../filter/socketFilter.ts';
import { contextKeys, viewIds } from '../ids.ts';
import type { Inspections } from '../inspections.ts';
import { lastResult } from '../inspectionState.ts';
import type { LiveLevel } from '../live/liveLevel.ts';
import type { Watched } from '../live/onlookers.ts';
import type { ReadPage } from './pages.ts';
import { allSockets, type ShownSockets } from './shownSockets.ts';
import { SocketTree, type SocketNode } from './socketTree.ts';
import { viewMessage } from './viewMessage.ts';
import { viewStateOf } from './viewState.ts';

export interface SocketsViewParts {
  readonly inspections: Inspections;
  readonly children: ReadPage;
  readonly askFilter: AskFilter;
  readonly filter: SocketFilter;
  readonly level: LiveLevel;
  readonly failures: Failures;
}

/** The view "Sockets": the tree with its message, badge and welcome texts. Inspects when it is first looked at. */
export class SocketsView implements Disposable, Watched {
  readonly tree: SocketTree;
  readonly onDidChangeVisibility: Event<unknown>;
  readonly #parts: SocketsViewParts;
  readonly #view: TreeView<SocketNode>;
  readonly #subscriptions: Disposable;
  #shown: ShownSockets | undefined;
  /** Of the newest drawing: an answer that comes for an older one is dropped. */
  #turn = 0;
  #askedAgain = false;

  constructor(parts: SocketsViewParts) {
    this.#parts = parts;
    const read = async (params: ChildrenParams): Promise<ChildrenResult> => {
      const answer = await parts.children(params);
      if (answer.kind === 'page') this.#askedAgain = false;
      return answer;
    };
    this.tree = new SocketTree(read, () => {
      // Where newer sockets are on their way to the tree, there is nothing to ask for.
      if (this.#result?.inspection === this.#shown?.inspection) this.#inspectStaleAgain();
    });
    this.#view = window.createTreeView(viewIds.sockets, {
      treeDataProvider: this.tree,
      showCollapseAll: true,
    });
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
    this.#subscriptions = Disposable.from(
      this.tree,
      this.#view,
      parts.inspections.onDidChange(() => void this.#draw()),
      parts.filter.onDidChange(() => void this.#draw()),
      parts.level.onDidChange(() => {
        this.#drawMessage();
      }),
      this.#view.onDidChangeVisibility(() => {
        this.inspectWhenFirstSeen();
      }),
    );
    void this.#draw();
    this.inspectWhenFirstSeen();
  }

  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** Quietly: the report stays closed, and a failure is told by the view itself. */
  inspectWhenFirstSeen(): void {
    if (this.isVisible && this.#parts.inspections.state.kind === 'none') this.#inspectQuietly();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  get #result(): InspectResult | undefined {
    return lastResult(this.#parts.inspections.state);
  }

  #inspectQuietly(): void {
    const running = this.#parts.inspections.inspect().catch((error: unknown) => {
      this.#parts.failures.note(error);
    });
    void window.withProgress({ location: { viewId: viewIds.sockets } }, () => running);
  }

  /** Once until a page comes: a server that forgets at once is not asked for ever. */
  #inspectStaleAgain(): void {
    if (this.#askedAgain) return;
    this.#askedAgain = true;
    this.#inspectQuietly();
  }

  async #draw(): Promise<void> {
    const turn = ++this.#turn;
    const result = this.#result;
    const text = this.#parts.filter.text;
    void commands.executeCommand('setContext', contextKeys.hasFilter, text !== '');
    if (result?.inspection !== this.#shown?.inspection || text !== (this.#shown?.filtered?.text ?? '')) {
      const shown = result && (text === '' ? allSockets(result) : await this.#matching(result, text));
      if (turn !== this.#turn) return;
      this.#shown = shown;
      this.tree.show(shown);
    }
    this.#drawTexts();
  }

  /** Only the matching sockets; all where that cannot be told. */
  async #matching(result: InspectResult, text: string): Promise<ShownSockets> {
    // Nothing to filter: the welcome text says why.
    if (result.roots.length === 0) return allSockets(result);
    const { inspection } = result;
    try {
      const answer = await this.#parts.askFilter({ inspection, filter: text });
      if (answer.kind === 'rows') {
        this.#askedAgain = false;
        return { inspection, roots: answer.roots, filtered: filteredOf(text, answer) };
      }
      this.#inspectStaleAgain();
      return allSockets(result);
    } catch (error) {
      this.#parts.failures.note(error);
      return { ...allSockets(result), filterFailure: messageOf(error) };
    }
  }

  /** Not the view's description: VS Code hides that where a view is alone in its container. */
  #drawMessage(): void {
    const { inspections, level } = this.#parts;
    this.#view.message = viewMessage(inspections.state, level.state, this.#shown) ?? '';
  }

  #drawTexts(): void {
    const { state } = this.#parts.inspections;
    this.#drawMessage();
    this.#view.badge = badgeOf(this.#result?.report.findings ?? []);
    void commands.executeCommand('setContext', contextKeys.viewState, viewStateOf(state, this.#shown));
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
