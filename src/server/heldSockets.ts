import type { Aggregation } from '../core/aggregate/aggregation.ts';
import type { Host } from '../core/collect/host.ts';
import type { Inspection } from '../core/inspect/inspect.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import type { SocketTable } from '../core/model/socketTable.ts';
import type {
  ChildrenParams,
  ChildrenResult,
  ExplainParams,
  ExplainResult,
  FilterParams,
  FilterResult,
} from '../core/protocol/inspection.ts';
import type {
  CopyRowsParams,
  CopyRowsResult,
  ExportCsvParams,
  ExportCsvResult,
} from '../core/protocol/rows.ts';
import { parseSocketFilter } from '../core/query/socketFilter.ts';
import { Emphases } from '../core/tree/emphases.ts';
import { kinOf } from '../core/tree/explain/kin.ts';
import { probableOwner } from '../core/tree/explain/probableOwner.ts';
import { hadOwner, socketTooltip } from '../core/tree/explain/socketTooltip.ts';
import { socketsAmong } from '../core/tree/rows/rowTexts.ts';
import { socketRow } from '../core/tree/socketRow.ts';
import type { TreeSelection } from '../core/tree/socketTree.ts';
import { findSocket } from '../core/tree/treeIds.ts';
import type { TreePage, TreeRow } from '../core/tree/treeRow.ts';
import { copyRows } from './copyRows.ts';
import { exportCsv } from './exportCsv.ts';
import { HeldOwners } from './heldOwners.ts';
import { HeldTrees } from './heldTrees.ts';

const stale = { kind: 'stale' } as const;
/** The number of top-level rows in the answer to a filter. */
const firstPage = 100;

/** Answers requests about the sockets of an inspection. */
export class HeldSockets {
  /** The host's id (core/model/hostId.ts). */
  readonly #place: string;
  readonly #table: SocketTable;
  readonly #aggregation: Aggregation;
  readonly #owners: HeldOwners;
  readonly #emphases: Emphases;
  readonly #trees: HeldTrees;

  constructor(
    place: string,
    host: Host | undefined,
    inspection: Inspection,
    table: SocketTable,
    aggregation: Aggregation,
  ) {
    this.#place = place;
    this.#table = table;
    this.#aggregation = aggregation;
    this.#owners = new HeldOwners(host, inspection, table);
    this.#emphases = new Emphases(inspection.report.findings);
    this.#trees = new HeldTrees(table, aggregation, this.#owners, this.#emphases);
  }

  /** The top level of the tree in its default shape. */
  roots(): readonly TreeRow[] {
    const selection = this.#trees.usual.select('', 0, firstPage);
    return selection?.kind === 'groups' ? selection.rows : [];
  }

  async filter(params: FilterParams, cancellation: Cancellation): Promise<FilterResult> {
    const { problems } = parseSocketFilter(params.filter ?? '');
    const { tree, notes } = await this.#trees.make(params, cancellation);
    const page = await this.#page('', tree.select('', 0, firstPage), cancellation);
    return {
      kind: 'rows',
      roots: page.rows,
      rootCount: page.total,
      matched: tree.size,
      total: this.#table.length,
      problems,
      notes,
    };
  }

  async children(params: ChildrenParams, cancellation: Cancellation): Promise<ChildrenResult> {
    const { parent, offset, limit } = params;
    const { tree } = await this.#trees.make(params, cancellation);
    const page = await this.#page(parent, tree.select(parent, offset, limit), cancellation);
    return { kind: 'page', ...page };
  }

  async explain({ row: id }: ExplainParams, cancellation: Cancellation): Promise<ExplainResult> {
    const row = findSocket(this.#table, id);
    if (row === undefined) return stale;
    const kin = hadOwner(this.#table, row) ? kinOf(this.#table, this.#aggregation, row) : undefined;
    const owners = await this.#owners.of(kin?.rows ?? [row], cancellation);
    const guess = kin && probableOwner(this.#table, kin, owners);
    return { kind: 'text', text: socketTooltip(this.#table, row, owners, guess) };
  }

  async copy(params: CopyRowsParams, cancellation: Cancellation): Promise<CopyRowsResult> {
    const { tree } = await this.#trees.make(params, cancellation);
    const owners = await this.#owners.of(socketsAmong(this.#table, params.rows), cancellation);
    return copyRows(params, this.#place, tree, this.#table, owners ?? new Map());
  }

  /** Includes the processes that are known without looking up more. */
  async exportCsv(params: ExportCsvParams, cancellation: Cancellation): Promise<ExportCsvResult> {
    const { tree } = await this.#trees.make(params, cancellation);
    return exportCsv(params.path, this.#table, tree.rows(params.rows), this.#owners.known, cancellation);
  }

  /** A row that does not exist has no children: it may belong to a tree that was shown a moment ago. */
  async #page(
    parent: string,
    selection: TreeSelection | undefined,
    cancellation: Cancellation,
  ): Promise<TreePage> {
    if (selection === undefined) return { rows: [], total: 0 };
    if (selection.kind === 'groups') return { rows: selection.rows, total: selection.total };
    const { named, total } = selection;
    const owners = await this.#owners.of(selection.rows, cancellation);
    const context = {
      table: this.#table,
      owners,
      timeWaitLengthMs: this.#aggregation.reuse.lengthMs,
      emphases: this.#emphases,
    };
    const rows = Array.from(selection.rows, (row) => socketRow({ id: parent, named }, row, context));
    return { rows, total };
  }
}
