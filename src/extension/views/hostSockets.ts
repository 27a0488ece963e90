import {
  CancellationError,
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  type CancellationToken,
} from 'vscode';
import { usualShape } from '../../core/model/treeShape.ts';
import { filterRequest, type FilterResult, type InspectResult } from '../../core/protocol/inspection.ts';
import type { Send } from '../client/server.ts';
import { messageOf } from '../errors.ts';
import type { Failures } from '../failures.ts';
import { filteredOf } from '../filter/filtered.ts';
import type { ViewFilter } from '../filter/viewFilter.ts';
import { lateProgress } from '../lateProgress.ts';
import type { HostInspection } from '../inspection/hostInspection.ts';
import { isSameShape, type ViewShape } from '../shape/viewShape.ts';
import { allSockets, type ShownSockets } from './shownSockets.ts';
import { SocketRows } from './socketRows.ts';

export interface HostSocketsParts {
  readonly send: Send;
  readonly filter: ViewFilter;
  readonly shape: ViewShape;
  readonly failures: Failures;
  /** Inspects again because the server no longer has the shown data. */
  readonly inspectAgain: (inspection: HostInspection) => void;
}

/**
 * What the Sockets view shows for one host: all sockets of its latest inspection, or those that match the filter,
 * grouped and sorted as requested.
 */
export class HostSockets implements Disposable {
  readonly tree: SocketRows;
  readonly #inspection: HostInspection;
  readonly #parts: HostSocketsParts;
  readonly #drawn = new EventEmitter<void>();
  readonly #subscriptions: Disposable;
  #shown: ShownSockets | undefined;
  /** For the latest drawing only: older ones send no more requests, and their answers are dropped. */
  #drawing = new CancellationTokenSource();
  #askedAgain = false;

  readonly onDidDraw = this.#drawn.event;

  constructor(inspection: HostInspection, parts: HostSocketsParts) {
    this.#inspection = inspection;
    this.#parts = parts;
    this.tree = new SocketRows(inspection.host, parts.send, (isStale) => {
      if (!isStale) this.#askedAgain = false;
      // If newer sockets are already on their way to the tree, there is nothing to request.
      else if (inspection.result?.inspection === this.#shown?.inspection) this.#inspectAgain();
    });
    const draw = (): void => void this.#draw();
    this.#subscriptions = Disposable.from(
      this.tree,
      this.#drawn,
      inspection.onDidChange(draw),
      parts.filter.onDidChange(draw),
      parts.shape.onDidChange(draw),
    );
    draw();
  }

  get shown(): ShownSockets | undefined {
    return this.#shown;
  }

  dispose(): void {
    this.#drawing.cancel();
    this.#subscriptions.dispose();
  }

  async #draw(): Promise<void> {
    this.#drawing.cancel();
    const { token } = (this.#drawing = new CancellationTokenSource());
    const { result } = this.#inspection;
    if (!this.#isShown(result)) {
      const shown = result && (await this.#wanted(result, token));
      if (token.isCancellationRequested) return;
      this.#shown = shown;
      this.tree.show(shown);
    }
    this.#drawn.fire();
  }

  #isShown(result: InspectResult | undefined): boolean {
    const { filter, shape } = this.#parts;
    if (result === undefined || this.#shown === undefined) return result === this.#shown;
    return (
      result.inspection === this.#shown.inspection &&
      filter.text === (this.#shown.filtered?.text ?? '') &&
      isSameShape(shape.current, this.#shown.shape)
    );
  }

  /** All sockets in the default shape if nothing else is requested or possible. */
  async #wanted(result: InspectResult, token: CancellationToken): Promise<ShownSockets> {
    const { filter, shape, send, failures } = this.#parts;
    const { text } = filter;
    // Nothing to filter; the welcome text says why.
    if (result.roots.length === 0 || (text === '' && shape.isUsual)) return allSockets(result);
    const { inspection } = result;
    try {
      const ask = (until: CancellationToken): Promise<FilterResult> =>
        send(filterRequest, { inspection, filter: text, shape: shape.current }, until);
      const isRefresh = this.#shown?.inspection !== inspection;
      // Only finding all processes takes long enough to show progress.
      const title = 'Finding the processes of all sockets';
      const answer = await (isRefresh ? ask(token) : lateProgress(title, ask, token));
      if (answer.kind === 'rows') {
        this.#askedAgain = false;
        const { roots, rootCount, notes } = answer;
        const filtered = text === '' ? {} : { filtered: filteredOf(text, answer) };
        return { inspection, shape: shape.current, roots, rootCount, notes, ...filtered };
      }
      this.#inspectAgain();
      return allSockets(result);
    } catch (error) {
      // Cancelled by the user; otherwise a newer drawing continues.
      if (error instanceof CancellationError && !token.isCancellationRequested)
        shape.set({ grouping: usualShape.grouping });
      failures.note(error);
      return { ...allSockets(result), failure: messageOf(error) };
    }
  }

  /** Once until a page arrives, so that a server that loses its data immediately is not asked forever. */
  #inspectAgain(): void {
    if (this.#askedAgain) return;
    this.#askedAgain = true;
    this.#parts.inspectAgain(this.#inspection);
  }
}
