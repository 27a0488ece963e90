import { Disposable, EventEmitter } from 'vscode';
import type { ChildrenParams, ChildrenResult, InspectResult } from '../../core/protocol/inspection.ts';
import { messageOf } from '../errors.ts';
import type { Failures } from '../failures.ts';
import { filteredOf, type AskFilter } from '../filter/filterTrial.ts';
import type { SocketFilter } from '../filter/socketFilter.ts';
import type { HostInspection } from '../hostInspection.ts';
import { allSockets, type ShownSockets } from './shownSockets.ts';
import { SocketTree, type SocketTreePorts } from './socketTree.ts';

export interface HostSocketsParts extends SocketTreePorts {
  readonly askFilter: AskFilter;
  readonly filter: SocketFilter;
  readonly failures: Failures;
  /** Collects again because the server no longer has what is shown. */
  readonly inspectAgain: (inspection: HostInspection) => void;
}

/** What the Sockets view shows of one host: all sockets of its newest inspection, or those that the filter lets through. */
export class HostSockets implements Disposable {
  readonly tree: SocketTree;
  readonly #inspection: HostInspection;
  readonly #parts: HostSocketsParts;
  readonly #drawn = new EventEmitter<void>();
  readonly #subscriptions: Disposable;
  #shown: ShownSockets | undefined;
  /** Of the newest drawing: an answer that comes for an older one is dropped. */
  #turn = 0;
  #askedAgain = false;

  readonly onDidDraw = this.#drawn.event;

  constructor(inspection: HostInspection, parts: HostSocketsParts) {
    this.#inspection = inspection;
    this.#parts = parts;
    const children = async (params: ChildrenParams): Promise<ChildrenResult> => {
      const answer = await parts.children(params);
      if (answer.kind === 'page') this.#askedAgain = false;
      return answer;
    };
    this.tree = new SocketTree(inspection.host, { ...parts, children }, () => {
      // Where newer sockets are on their way to the tree, there is nothing to ask for.
      if (inspection.result?.inspection === this.#shown?.inspection) this.#inspectAgain();
    });
    this.#subscriptions = Disposable.from(
      this.tree,
      this.#drawn,
      inspection.onDidChange(() => void this.#draw()),
      parts.filter.onDidChange(() => void this.#draw()),
    );
    void this.#draw();
  }

  get shown(): ShownSockets | undefined {
    return this.#shown;
  }

  dispose(): void {
    this.#turn++;
    this.#subscriptions.dispose();
  }

  async #draw(): Promise<void> {
    const turn = ++this.#turn;
    const { result } = this.#inspection;
    const { text } = this.#parts.filter;
    if (result?.inspection !== this.#shown?.inspection || text !== (this.#shown?.filtered?.text ?? '')) {
      const shown = result && (text === '' ? allSockets(result) : await this.#matching(result, text));
      if (turn !== this.#turn) return;
      this.#shown = shown;
      this.tree.show(shown);
    }
    this.#drawn.fire();
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
      this.#inspectAgain();
      return allSockets(result);
    } catch (error) {
      this.#parts.failures.note(error);
      return { ...allSockets(result), filterFailure: messageOf(error) };
    }
  }

  /** Once until a page comes: a server that forgets at once is not asked for ever. */
  #inspectAgain(): void {
    if (this.#askedAgain) return;
    this.#askedAgain = true;
    this.#parts.inspectAgain(this.#inspection);
  }
}
