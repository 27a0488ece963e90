import type { CancellationToken } from 'vscode';
import type { Inspections } from '../inspection/inspections.ts';
import type { AskFilter } from '../views/hostSockets.ts';
import { filteredOf, type Filtered } from '../views/shownSockets.ts';

/** Tries filters on the sockets of the current host that were read last. */
export class FilterTrial {
  readonly #inspections: Inspections;
  readonly #ask: AskFilter;

  constructor(inspections: Inspections, ask: AskFilter) {
    this.#inspections = inspections;
    this.#ask = ask;
  }

  /** Sees to it that there are sockets to try on; fails as an inspection does. */
  async prepare(): Promise<void> {
    const { current } = this.#inspections;
    if (current.result === undefined) await current.inspect();
  }

  /** How many sockets match; undefined where that cannot be told now. */
  async try(text: string, token: CancellationToken): Promise<Filtered | undefined> {
    const inspection = this.#inspections.current.result?.inspection;
    if (inspection === undefined) return undefined;
    const answer = await this.#ask({ inspection, filter: text }, token);
    return answer.kind === 'rows' ? filteredOf(text, answer) : undefined;
  }
}
