import { childrenRequest, type TreeOf } from '../../core/protocol/inspection.ts';
import type { TreePage, TreeRow } from '../../core/protocol/viewModels.ts';
import type { Send } from '../client/server.ts';

/** Called with each answer of the server: whether it no longer has the inspection whose rows are shown. */
export type OnAnswer = (isStale: boolean) => void;

const pageLength = 100;
/** The parent of the top level. */
export const noParent = '';

/**
 * The rows of one tree that were requested so far. The number of rows per parent is kept across trees, so that a
 * refresh shows as many as before.
 */
export class Pages {
  readonly #send: Send;
  readonly #onAnswer: OnAnswer;
  readonly #wanted = new Map<string, number>();
  #tree: TreeOf = { inspection: '' };
  #loaded = new Map<string, TreePage>();

  constructor(send: Send, onAnswer: OnAnswer) {
    this.#send = send;
    this.#onAnswer = onAnswer;
  }

  /** Drops all rows. `top`: the first rows of the top level, which are already known. */
  begin(tree: TreeOf, top: TreePage): void {
    this.#tree = tree;
    this.#loaded = new Map([[noParent, top]]);
  }

  wantMore(parent: string): void {
    this.#wanted.set(parent, this.#wantedOf(parent) + pageLength);
  }

  /** The rows below a row; `undefined` if the server no longer has this inspection. */
  async below(parent: string): Promise<TreePage | undefined> {
    const loaded = this.#loaded;
    const tree = this.#tree;
    let page = loaded.get(parent) ?? { rows: [], total: Number.POSITIVE_INFINITY };
    while (page.rows.length < Math.min(this.#wantedOf(parent), page.total)) {
      const offset = page.rows.length;
      const answer = await this.#send(childrenRequest, { ...tree, parent, offset, limit: pageLength });
      this.#onAnswer(answer.kind === 'stale');
      if (answer.kind === 'stale') return undefined;
      page = append(page.rows, answer);
      if (answer.rows.length === 0) break;
    }
    loaded.set(parent, page);
    return page;
  }

  #wantedOf(parent: string): number {
    return this.#wanted.get(parent) ?? pageLength;
  }
}

function append(rows: readonly TreeRow[], next: TreePage): TreePage {
  return { rows: [...rows, ...next.rows], total: next.total };
}
