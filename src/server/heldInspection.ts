import type { Host } from '../core/collect/host.ts';
import type { Inspection } from '../core/inspect/inspect.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { valueOf } from '../core/model/outcome.ts';
import type { SocketOwners } from '../core/model/processes.ts';
import type { SocketTable } from '../core/model/socketTable.ts';
import type { ChildrenParams, ChildrenResult, FilterResult } from '../core/protocol/inspection.ts';
import { asksForProcesses, matchRows } from '../core/query/matchRows.ts';
import { parseSocketFilter, type SocketFilter } from '../core/query/socketFilter.ts';
import { socketRow } from '../core/report/socketRow.ts';
import { SocketTree } from '../core/report/socketTree.ts';

const stale = { kind: 'stale' } as const;

/** An inspection whose table is kept, and the trees that are drawn from it. */
export class HeldInspection {
  readonly id: string;
  readonly inspection: Inspection;
  readonly #host: Host | undefined;
  readonly #table: SocketTable | undefined;
  /** All sockets; undefined where they could not be read. */
  readonly tree: SocketTree | undefined;
  /** The tree of the filter that was asked for last: pages of one filter follow each other. */
  #filtered: { readonly text: string; readonly tree: SocketTree } | undefined;

  constructor(id: string, host: Host | undefined, inspection: Inspection) {
    this.id = id;
    this.inspection = inspection;
    this.#host = host;
    this.#table = valueOf(inspection.snapshot.sockets);
    this.tree = this.#table && inspection.aggregation && new SocketTree(this.#table, inspection.aggregation);
  }

  async filter(text: string, cancellation: Cancellation): Promise<FilterResult> {
    if (this.tree === undefined) return stale;
    const { problems } = parseSocketFilter(text);
    const tree = await this.#treeOf(text, this.tree, cancellation);
    return { kind: 'rows', roots: tree.roots(), matched: tree.size, total: this.tree.size, problems };
  }

  async children(params: ChildrenParams, cancellation: Cancellation): Promise<ChildrenResult> {
    if (this.tree === undefined || this.#table === undefined) return stale;
    const tree = await this.#treeOf(params.filter ?? '', this.tree, cancellation);
    const selection = tree.select(params.parent, params.offset, params.limit);
    if (selection === undefined) return stale;
    if (selection.kind === 'groups') return { kind: 'page', rows: selection.rows, total: selection.total };
    const table = this.#table;
    const owners = await this.#ownersOf(table, selection.rows, cancellation);
    const lengthMs = this.#timeWaitLengthMs;
    const rows = selection.rows.map((row) => socketRow(selection.parent, table, row, owners, lengthMs));
    return { kind: 'page', rows, total: selection.total };
  }

  async #treeOf(text: string, all: SocketTree, cancellation: Cancellation): Promise<SocketTree> {
    if (this.#filtered?.text === text) return this.#filtered.tree;
    const { filter } = parseSocketFilter(text);
    if (filter.terms.length === 0) return all;
    const tree = await this.#matching(filter, all, cancellation);
    this.#filtered = { text, tree };
    return tree;
  }

  async #matching(filter: SocketFilter, all: SocketTree, cancellation: Cancellation): Promise<SocketTree> {
    const { aggregation } = this.inspection;
    const table = this.#table;
    if (table === undefined || aggregation === undefined) return all;
    const everyRow = asksForProcesses(filter) ? table.inode.keys() : [];
    const owners = await this.#ownersOf(table, everyRow, cancellation);
    const context = { timeWaitLengthMs: this.#timeWaitLengthMs, ...(owners && { owners }) };
    return new SocketTree(table, aggregation, matchRows(table, filter, context));
  }

  /** Only the sockets that are shown or asked for are attributed to processes. */
  async #ownersOf(
    table: SocketTable,
    rows: Iterable<number>,
    cancellation: Cancellation,
  ): Promise<SocketOwners | undefined> {
    const inodes = new Set<number>();
    for (const row of rows) inodes.add(table.inode[row] ?? 0);
    inodes.delete(0);
    if (inodes.size === 0) return undefined;
    const { knowsOwners, owners } = this.inspection;
    if (knowsOwners || this.#host === undefined) return owners && valueOf(owners);
    return valueOf(await this.#host.owners(inodes, cancellation));
  }

  get #timeWaitLengthMs(): number {
    return this.inspection.report.timeWait.lengthSeconds * 1000;
  }
}
