import { transportOf, type SocketTable } from '../model/socketTable.ts';
import { type TcpState, tcpStateName, tcpStates, type TcpStateName } from '../model/tcpState.ts';
import type { SortOrder } from '../model/treeShape.ts';
import type { RowOrder, RowSorter } from '../query/rowSorter.ts';
import { rowsWithin, type RowFilter, type Within } from '../query/rowsWithin.ts';
import { tally, type Tally } from '../query/tally.ts';
import { orderedParts, type Facet, type GroupFigures, type Named } from './facets/facet.ts';
import type { StateFacet } from './facets/stateFacet.ts';
import type { SsPart } from './ss/ssPart.ts';
import { childId, findPart, findSocket } from './treeIds.ts';
import { plainRow, type TreePage, type TreeRow } from './treeRow.ts';

export interface TreePlan {
  readonly table: SocketTable;
  readonly sorter: RowSorter;
  readonly states: StateFacet;
  readonly facet: Facet;
  /** States at the top and the facet's groups below them, or vice versa. */
  readonly isStateFirst: boolean;
  /** A state whose sockets are not grouped below it, because each would be its own group. */
  readonly ungrouped: TcpState | undefined;
  readonly sort: SortOrder;
  readonly filter: RowFilter;
}

/** A page of child rows: groups are ready to be drawn, sockets still need their owners. */
export type TreeSelection =
  | ({ readonly kind: 'groups' } & TreePage)
  | {
      readonly kind: 'sockets';
      readonly rows: Uint32Array;
      readonly total: number;
      /** What the parent rows already say. */
      readonly named: Named;
    };

/** The position of a row: the parts of the row and its parent. */
interface Path {
  readonly top?: number;
  readonly below?: number;
}

/**
 * The sockets of one inspection as a tree, all or some: states, then groups, then sockets; or groups, then the states of
 * their sockets, then sockets. A level with a single choice is omitted: sockets that are all in one state appear
 * directly below their group, and listening sockets below their state.
 */
export class SocketTree {
  readonly #plan: TreePlan;
  readonly #top: Facet;
  readonly #below: Facet;
  readonly #tally: Tally;
  /** The children of a group are counted once, because expanding and paging a tree needs the counts repeatedly. */
  readonly #tallies = new Map<number, Tally>();
  /** The number of groups in each state, counted in one pass. */
  #groupsByState: Uint32Array | undefined;

  constructor(plan: TreePlan) {
    this.#plan = plan;
    this.#top = plan.isStateFirst ? plan.states : plan.facet;
    this.#below = plan.isStateFirst ? plan.facet : plan.states;
    this.#tally = tally(plan.table, this.#top, this.#within({}));
  }

  /** The number of sockets that the tree shows. */
  get size(): number {
    return this.#tally.sockets.reduce((sum, count) => sum + count, 0);
  }

  /** The children of the row with this id, or the top level if no id is given. Undefined if there is no such row. */
  select(parent: string, offset: number, limit: number): TreeSelection | undefined {
    const path = this.#parse(parent);
    if (path === undefined) return undefined;
    if (path.top === undefined) return this.#groups(parent, path, this.#top, this.#tally, offset, limit);
    if (path.below === undefined && this.#isDivided(path.top))
      return this.#groups(parent, path, this.#below, this.#tallyBelow(path.top), offset, limit);
    const all = rowsWithin(this.#plan.table, this.#within(path));
    const order = this.#order(path);
    const rows =
      order === undefined
        ? all.slice(offset, offset + limit)
        : this.#plan.sorter.page(all, order, offset, limit);
    return { kind: 'sockets', rows, total: all.length, named: this.#named(path) };
  }

  /** The group with this id; undefined if there is none. */
  group(id: string): TreeRow | undefined {
    const { top, below } = this.#parse(id) ?? {};
    if (top === undefined) return undefined;
    return below === undefined
      ? this.#row(this.#top, top, this.#tally, {}, '')
      : this.#row(this.#below, below, this.#tallyBelow(top), { top }, this.#top.key(top));
  }

  /** The sockets at or below these rows, or of the whole tree if no rows are given. In tree order, each once. */
  rows(ids: readonly string[]): Uint32Array {
    const { table, filter: whole } = this.#plan;
    const isChosen = new Uint8Array(table.length);
    for (const id of ids) for (const row of this.#rowsOf(id)) isChosen[row] = 1;
    const filter = ids.length === 0 ? whole : isChosen;
    const rows = rowsWithin(table, { filter, parts: [] });
    const order = this.#order({});
    return order === undefined ? rows : this.#plan.sorter.sort(rows, order);
  }

  /** What makes `ss` list the sockets below a row, without the filter; undefined if it cannot. */
  ss(parent: string): readonly SsPart[] | undefined {
    const path = this.#parse(parent);
    if (path === undefined) return undefined;
    const { top, below } = path;
    const parts = [
      ...(top === undefined ? [] : [this.#top.ss(top)]),
      ...(below === undefined ? [] : [this.#below.ss(below)]),
    ];
    return parts.every((part) => part !== undefined) ? parts : undefined;
  }

  #rowsOf(id: string): Iterable<number> {
    const path = this.#parse(id);
    if (path !== undefined) return rowsWithin(this.#plan.table, this.#within(path));
    const socket = findSocket(this.#plan.table, id);
    return socket === undefined || this.#plan.filter?.[socket] === 0 ? [] : [socket];
  }

  #groups(
    parent: string,
    path: Path,
    facet: Facet,
    counts: Tally,
    offset: number,
    limit: number,
  ): TreeSelection {
    const parts = orderedParts(facet, counts, this.#plan.sort === 'name' ? 'name' : 'count');
    const page = [...parts.subarray(offset, offset + limit)];
    const rows = page.map((part) => this.#row(facet, part, counts, path, parent));
    return { kind: 'groups', rows, total: parts.length };
  }

  #row(facet: Facet, part: number, counts: Tally, path: Path, parent: string): TreeRow {
    const state = onlyState(counts.states[part] ?? 0);
    const figures: GroupFigures = {
      sockets: counts.sockets[part] ?? 0,
      timeWait: counts.timeWait[part] ?? 0,
      ...(state && transportOf(this.#plan.table) === 'tcp' && { state }),
      isBelowState: this.#plan.isStateFirst,
    };
    const isTop = path.top === undefined;
    return plainRow({
      id: childId(parent, facet.key(part)),
      ...(state && { state }),
      children: isTop ? this.#childrenOf(part) : figures.sockets,
      ...facet.describe(part, figures),
    });
  }

  #childrenOf(part: number): number {
    if (!this.#isDivided(part)) return this.#tally.sockets[part] ?? 0;
    if (!this.#plan.isStateFirst) return statesIn(this.#tally.states[part] ?? 0).length;
    this.#groupsByState ??= groupsByState(tally(this.#plan.table, this.#below, this.#within({})));
    return this.#groupsByState[part] ?? 0;
  }

  /** Whether a part of the top level contains groups rather than sockets. */
  #isDivided(top: number): boolean {
    if (this.#plan.isStateFirst) return top !== this.#plan.ungrouped;
    return onlyState(this.#tally.states[top] ?? 0) === undefined;
  }

  #tallyBelow(top: number): Tally {
    const known = this.#tallies.get(top);
    if (known !== undefined) return known;
    const counted = tally(this.#plan.table, this.#below, this.#within({ top }));
    this.#tallies.set(top, counted);
    return counted;
  }

  #within({ top, below }: Path): Within {
    return {
      filter: this.#plan.filter,
      parts: [
        ...(top === undefined ? [] : [{ division: this.#top, part: top }]),
        ...(below === undefined ? [] : [{ division: this.#below, part: below }]),
      ],
    };
  }

  /** Undefined for the order of the table. */
  #order(path: Path): RowOrder | undefined {
    const { sort, ungrouped, isStateFirst } = this.#plan;
    switch (sort) {
      case 'count':
        return path.top === ungrouped && isStateFirst ? 'port' : undefined;
      case 'name':
        return this.#named(path) === 'local' ? 'remote' : 'local';
      case 'age':
      case 'remote':
      case 'queue':
        return sort;
    }
  }

  #named({ top, below }: Path): Named {
    const byTop = top === undefined ? 'nothing' : this.#top.named(top);
    return below === undefined || byTop !== 'nothing' ? byTop : this.#below.named(below);
  }

  #parse(id: string): Path | undefined {
    if (id === '') return {};
    const [topKey = '', belowKey, ...rest] = id.split('/');
    const top = findPart(this.#top, topKey);
    if (top === undefined || rest.length > 0) return undefined;
    if (belowKey === undefined) return { top };
    const below = this.#isDivided(top) ? findPart(this.#below, belowKey) : undefined;
    return below === undefined ? undefined : { top, below };
  }
}

function statesIn(bits: number): readonly TcpState[] {
  return tcpStates.filter((state) => (bits & (1 << state)) !== 0);
}

function onlyState(bits: number): TcpStateName | undefined {
  const [first, second] = statesIn(bits);
  return first === undefined || second !== undefined ? undefined : tcpStateName(first);
}

function groupsByState({ parts, states }: Tally): Uint32Array {
  const counts = new Uint32Array(16);
  for (const part of parts)
    for (const state of statesIn(states[part] ?? 0)) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
