import { aggregate } from '../core/aggregate/aggregate.ts';
import type { Aggregation } from '../core/aggregate/aggregation.ts';
import type { Host } from '../core/collect/host.ts';
import type { Inspection } from '../core/inspect/inspect.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { transportOf, type SocketTable } from '../core/model/socketTable.ts';
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
import { udpTable } from '../core/parse/udpTable.ts';
import { parseSocketFilter } from '../core/query/socketFilter.ts';
import { namedTransports } from '../core/query/namedTransports.ts';
import { Emphases } from '../core/tree/emphases.ts';
import type { TreePage, TreeRow } from '../core/tree/treeRow.ts';
import { idBelowUdp, rowBelowUdp, withUdpBranch } from '../core/tree/udpBranch.ts';
import { copyRows, type CommandIn } from './copyRows.ts';
import { exportCsv, type WriteText } from './exportCsv.ts';
import { HeldOwners } from './heldOwners.ts';
import { HeldTable } from './heldTable.ts';

/** The top-level rows in the answer to a filter. */
const firstPage = { offset: 0, limit: 100 };

/** Answers requests about the sockets of an inspection. */
export class HeldSockets {
  /** The host's id (core/model/hostId.ts). */
  readonly #place: string;
  readonly #tcp: HeldTable;
  readonly #udp: HeldTable;

  constructor(
    place: string,
    host: Host | undefined,
    inspection: Inspection,
    table: SocketTable,
    aggregation: Aggregation,
  ) {
    this.#place = place;
    const emphases = new Emphases(inspection.report.findings);
    const udp = udpTable(inspection.snapshot.udp ?? []);
    const owners = new HeldOwners(host, inspection, [table, udp]);
    this.#tcp = new HeldTable(table, aggregation, owners, emphases);
    this.#udp = new HeldTable(udp, aggregate(udp, new Map(), undefined), owners, new Emphases());
  }

  /** The top level of the tree in its default shape. */
  roots(): readonly TreeRow[] {
    const selection = this.#tcp.trees.usual.select('', firstPage.offset, firstPage.limit);
    const page = selection?.kind === 'groups' ? selection : { rows: [], total: 0 };
    return withUdpBranch(page, this.#udp.trees.usual, firstPage).rows;
  }

  async filter(params: FilterParams, cancellation: Cancellation): Promise<FilterResult> {
    const { filter, problems } = parseSocketFilter(params.filter ?? '');
    // One after the other: the first may look for all processes, and the second need not then.
    const tcp = await this.#tcp.trees.make(params, cancellation);
    const udp = await this.#udp.trees.make(params, cancellation);
    const page = await this.#top(params, firstPage, cancellation);
    const named = namedTransports(filter);
    const tables = [this.#tcp, this.#udp].filter(
      ({ table }) => named.length === 0 || named.includes(transportOf(table)),
    );
    return {
      kind: 'rows',
      roots: page.rows,
      rootCount: page.total,
      matched: tcp.tree.size + udp.tree.size,
      total: tables.reduce((sum, { table }) => sum + table.length, 0),
      problems,
      notes: [...new Set([...tcp.notes, ...udp.notes])],
    };
  }

  async children(params: ChildrenParams, cancellation: Cancellation): Promise<ChildrenResult> {
    const { parent, offset, limit } = params;
    if (parent === '') return { kind: 'page', ...(await this.#top(params, { offset, limit }, cancellation)) };
    const below = idBelowUdp(parent);
    const held = below === undefined ? this.#tcp : this.#udp;
    const { tree } = await held.trees.make(params, cancellation);
    const { rows, total } = await held.page(tree, below ?? parent, offset, limit, cancellation);
    return { kind: 'page', rows: below === undefined ? rows : rows.map(rowBelowUdp), total };
  }

  async explain({ row }: ExplainParams, cancellation: Cancellation): Promise<ExplainResult> {
    const below = idBelowUdp(row);
    const text = await (below === undefined
      ? this.#tcp.explain(row, cancellation)
      : this.#udp.explain(below, cancellation));
    return text === undefined ? { kind: 'stale' } : { kind: 'text', text };
  }

  async copy(
    params: CopyRowsParams,
    commandIn: CommandIn,
    cancellation: Cancellation,
  ): Promise<CopyRowsResult> {
    const chosen = await Promise.all(
      this.#parts(params.rows).map(({ held, ids }) => held.chosen(params, ids, cancellation)),
    );
    return copyRows(params, this.#place, chosen, commandIn);
  }

  /** Includes the processes that are known without looking up more. */
  async exportCsv(
    params: ExportCsvParams,
    writeText: WriteText,
    cancellation: Cancellation,
  ): Promise<ExportCsvResult> {
    const parts = await Promise.all(
      this.#parts(params.rows).map(async ({ held, ids }) => {
        const { tree } = await held.trees.make(params, cancellation);
        return { table: held.table, rows: tree.rows(ids), owners: held.owners.known };
      }),
    );
    return exportCsv(params.path, parts, cancellation, writeText);
  }

  async #top(
    params: FilterParams,
    { offset, limit }: { readonly offset: number; readonly limit: number },
    cancellation: Cancellation,
  ): Promise<TreePage> {
    const { tree } = await this.#tcp.trees.make(params, cancellation);
    const udp = await this.#udp.trees.make(params, cancellation);
    const page = await this.#tcp.page(tree, '', offset, limit, cancellation);
    return withUdpBranch(page, udp.tree, { offset, limit });
  }

  /** Rows by the table that they are of; without rows, all sockets. */
  #parts(ids: readonly string[]): readonly { readonly held: HeldTable; readonly ids: readonly string[] }[] {
    const tcp = { held: this.#tcp, ids: ids.filter((id) => idBelowUdp(id) === undefined) };
    const udp = { held: this.#udp, ids: ids.flatMap((id) => idBelowUdp(id) ?? []) };
    if (ids.length === 0) return this.#udp.table.length === 0 ? [tcp] : [tcp, udp];
    return [tcp, udp].filter((part) => part.ids.length > 0);
  }
}
