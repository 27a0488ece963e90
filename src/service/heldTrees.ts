import type { Aggregation } from '../core/aggregate/aggregation.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { problemsOf, valueOf } from '../core/model/outcome.ts';
import type { SocketTable } from '../core/model/socketTable.ts';
import { usualShape } from '../core/model/treeShape.ts';
import type { TreeOf } from '../core/protocol/inspection.ts';
import { asksForProcesses, matchRows } from '../core/query/matchRows.ts';
import type { RowFilter } from '../core/query/rowsWithin.ts';
import { parseSocketFilter, type SocketFilter } from '../core/query/socketFilter.ts';
import type { Emphases } from '../core/tree/emphases.ts';
import type { SocketTree } from '../core/tree/socketTree.ts';
import { TreeMaker } from '../core/tree/treeMaker.ts';
import type { HeldOwners } from './heldOwners.ts';

type Wanted = Pick<TreeOf, 'filter' | 'shape'>;

interface MadeTree {
  readonly key: string;
  readonly tree: SocketTree;
  /** What could not be determined, in sentences. */
  readonly notes: readonly string[];
}

/** The trees built from one table. The most recent ones are kept, because pages of the same tree are requested in succession. */
export class HeldTrees {
  readonly #table: SocketTable;
  readonly #timeWaitLengthMs: number;
  readonly #owners: HeldOwners;
  readonly #maker: TreeMaker;
  #matches: { readonly text: string; readonly rows: RowFilter } = { text: '', rows: undefined };
  #made: MadeTree | undefined;
  /** All sockets in the default shape. */
  readonly usual: SocketTree;

  constructor(table: SocketTable, aggregation: Aggregation, owners: HeldOwners, emphases: Emphases) {
    this.#table = table;
    this.#timeWaitLengthMs = aggregation.reuse.lengthMs;
    this.#owners = owners;
    this.#maker = new TreeMaker(table, aggregation, emphases);
    this.usual = this.#maker.make(usualShape);
  }

  async make({ filter = '', shape = usualShape }: Wanted, cancellation: Cancellation): Promise<MadeTree> {
    const key = JSON.stringify([shape.grouping, shape.sort, filter]);
    if (this.#made?.key === key) return this.#made;
    const { filter: parsed } = parseSocketFilter(filter);
    const needsOwners = shape.grouping === 'process' || asksForProcesses(parsed);
    const owners = needsOwners ? await this.#owners.all(cancellation) : undefined;
    const named = owners && valueOf(owners);
    const rows = this.#matching(filter, parsed);
    const tree = this.#maker.make(shape, rows, named);
    const notes = owners === undefined ? [] : problemsOf(owners).map(({ message }) => message);
    return (this.#made = { key, tree, notes });
  }

  #matching(text: string, filter: SocketFilter): RowFilter {
    if (this.#matches.text === text) return this.#matches.rows;
    const context = { timeWaitLengthMs: this.#timeWaitLengthMs, owners: this.#owners.known };
    const rows = filter.terms.length === 0 ? undefined : matchRows(this.#table, filter, context);
    this.#matches = { text, rows };
    return rows;
  }
}
