import assert from 'node:assert/strict';
import type { Grouping, SortOrder } from '../../src/core/model/treeShape.ts';
import type { ChildrenResult, FilterResult, TreeOf } from '../../src/core/protocol/inspection.ts';
import type { CopyFormat, CopyRowsResult } from '../../src/core/protocol/rows.ts';
import type { TreeRow } from '../../src/core/tree/treeRow.ts';
import type { ServerProcess } from './serverProcess.ts';

type AskedTree = Extract<FilterResult, { readonly kind: 'rows' }> & { readonly tree: TreeOf };

/** The trees of a real server, asked for over stdio as the extension does. */
export class AskedTrees {
  readonly #server: ServerProcess;

  constructor(server: ServerProcess) {
    this.#server = server;
  }

  ask<Result>(method: string, params: object): Promise<Result> {
    return this.#server.connection.sendRequest(`socketDiagnostics/${method}`, params);
  }

  /** Of sockets that are read now. */
  async of(grouping: Grouping, filter = '', sort: SortOrder = 'count'): Promise<AskedTree> {
    const { inspection } = await this.ask<{ inspection: string }>('inspect', {
      host: 'local',
      collector: 'auto',
    });
    const tree: TreeOf = { inspection, filter, shape: { grouping, sort } };
    const answer = await this.ask<FilterResult>('filter', tree);
    assert.equal(answer.kind, 'rows');
    return { tree, ...answer };
  }

  /** All rows below a row, page by page. */
  async below(tree: TreeOf, parent: string): Promise<readonly TreeRow[]> {
    const rows: TreeRow[] = [];
    for (;;) {
      const page = await this.ask<ChildrenResult>('children', {
        ...tree,
        parent,
        offset: rows.length,
        limit: 50,
      });
      assert.equal(page.kind, 'page');
      rows.push(...page.rows);
      if (rows.length >= page.total) return rows;
    }
  }

  async copy(tree: TreeOf, rows: readonly string[], format: CopyFormat): Promise<string> {
    const answer = await this.ask<CopyRowsResult>('copyRows', { ...tree, rows, format });
    assert.equal(answer.kind, 'text');
    return answer.text;
  }
}
