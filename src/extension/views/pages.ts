import type { ChildrenParams, ChildrenResult } from '../../core/protocol/inspection.ts';
import type { TreePage, TreeRow } from '../../core/protocol/viewModels.ts';

export type ReadPage = (params: ChildrenParams) => Promise<ChildrenResult>;

const pageLength = 100;

/**
 * The rows that were asked for so far, of one inspection. How many rows of each parent are wanted outlives it, so that
 * a refresh shows as many as before.
 */
export class Pages {
  readonly #read: ReadPage;
  readonly #wanted = new Map<string, number>();
  readonly #loaded = new Map<string, TreePage>();
  #inspection = '';
  #filter = '';

  constructor(read: ReadPage) {
    this.#read = read;
  }

  /** Forgets the rows that there were. With a filter only rows that it lets through are read. */
  begin(inspection: string, filter = ''): void {
    this.#inspection = inspection;
    this.#filter = filter;
    this.#loaded.clear();
  }

  wantMore(parent: string): void {
    this.#wanted.set(parent, this.#wantedOf(parent) + pageLength);
  }

  /** The rows below a row; `undefined` where the server no longer has this inspection. */
  async below(parent: string): Promise<TreePage | undefined> {
    const inspection = this.#inspection;
    const filter = this.#filter;
    let page = this.#loaded.get(parent) ?? { rows: [], total: Number.POSITIVE_INFINITY };
    while (page.rows.length < Math.min(this.#wantedOf(parent), page.total)) {
      const offset = page.rows.length;
      const params = { inspection, parent, offset, limit: pageLength };
      const answer = await this.#read(filter === '' ? params : { ...params, filter });
      if (answer.kind === 'stale') return undefined;
      page = append(page.rows, answer);
      if (answer.rows.length === 0) break;
    }
    if (inspection === this.#inspection && filter === this.#filter) this.#loaded.set(parent, page);
    return page;
  }

  #wantedOf(parent: string): number {
    return this.#wanted.get(parent) ?? pageLength;
  }
}

function append(rows: readonly TreeRow[], next: TreePage): TreePage {
  return { rows: [...rows, ...next.rows], total: next.total };
}
