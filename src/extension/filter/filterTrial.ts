import type { CancellationToken } from 'vscode';
import type { FilterParams, FilterResult } from '../../core/protocol/inspection.ts';
import type { Inspections } from '../inspections.ts';
import type { Filtered } from '../views/shownSockets.ts';

export type AskFilter = (params: FilterParams, token?: CancellationToken) => Promise<FilterResult>;

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

export function filteredOf(text: string, answer: Extract<FilterResult, { kind: 'rows' }>): Filtered {
  const { matched, total, problems } = answer;
  return { text, matched, total, problems: problems.map(({ message }) => message) };
}
