import type { Aggregation } from '../core/aggregate/aggregation.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import type { SocketTable } from '../core/model/socketTable.ts';
import type { TreeOf } from '../core/protocol/inspection.ts';
import type { Emphases } from '../core/tree/emphases.ts';
import { kinOf } from '../core/tree/explain/kin.ts';
import { probableOwner } from '../core/tree/explain/probableOwner.ts';
import { hadOwner, socketTooltip } from '../core/tree/explain/socketTooltip.ts';
import { socketsAmong, type ChosenRows } from '../core/tree/rows/rowTexts.ts';
import { socketRow } from '../core/tree/socketRow.ts';
import type { SocketTree } from '../core/tree/socketTree.ts';
import { findSocket } from '../core/tree/treeIds.ts';
import type { TreePage } from '../core/tree/treeRow.ts';
import type { HeldOwners } from './heldOwners.ts';
import { HeldTrees } from './heldTrees.ts';

/** Answers requests about the sockets of one table of an inspection: those of TCP or of UDP. */
export class HeldTable {
  readonly table: SocketTable;
  readonly owners: HeldOwners;
  readonly trees: HeldTrees;
  readonly #aggregation: Aggregation;
  readonly #emphases: Emphases;

  constructor(table: SocketTable, aggregation: Aggregation, owners: HeldOwners, emphases: Emphases) {
    this.table = table;
    this.owners = owners;
    this.trees = new HeldTrees(table, aggregation, owners, emphases);
    this.#aggregation = aggregation;
    this.#emphases = emphases;
  }

  /** A row that does not exist has no children: it may belong to a tree that was shown a moment ago. */
  async page(
    tree: SocketTree,
    parent: string,
    offset: number,
    limit: number,
    cancellation: Cancellation,
  ): Promise<TreePage> {
    const selection = tree.select(parent, offset, limit);
    if (selection === undefined) return { rows: [], total: 0 };
    if (selection.kind === 'groups') return { rows: selection.rows, total: selection.total };
    const { named, total } = selection;
    const owners = await this.owners.of(this.table, selection.rows, cancellation);
    const context = {
      table: this.table,
      owners,
      timeWaitLengthMs: this.#aggregation.reuse.lengthMs,
      emphases: this.#emphases,
    };
    const rows = Array.from(selection.rows, (row) => socketRow({ id: parent, named }, row, context));
    return { rows, total };
  }

  /** Undefined if there is no such socket (any more). */
  async explain(id: string, cancellation: Cancellation): Promise<string | undefined> {
    const row = findSocket(this.table, id);
    if (row === undefined) return undefined;
    const kin = hadOwner(this.table, row) ? kinOf(this.table, this.#aggregation, row) : undefined;
    const owners = await this.owners.of(this.table, kin?.rows ?? [row], cancellation);
    const guess = kin && probableOwner(this.table, kin, owners);
    return socketTooltip(this.table, row, owners, guess);
  }

  /** Rows with what their texts need. */
  async chosen(wanted: TreeOf, ids: readonly string[], cancellation: Cancellation): Promise<ChosenRows> {
    const { tree } = await this.trees.make(wanted, cancellation);
    const owners = await this.owners.of(this.table, socketsAmong(this.table, ids), cancellation);
    return { tree, table: this.table, ids, owners: owners ?? new Map() };
  }
}
