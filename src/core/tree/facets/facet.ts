import type { TcpStateName } from '../../model/tcpState.ts';
import type { Division } from '../../query/division.ts';
import type { Tally } from '../../query/tally.ts';
import type { SsPart } from '../ss/ssPart.ts';
import type { TreeRow } from '../treeRow.ts';

/** The contents of a group, after filtering and within its parent rows. */
export interface GroupFigures {
  readonly sockets: number;
  readonly timeWait: number;
  /** If all sockets are in one state. */
  readonly state?: TcpStateName;
  /** The parent row is that state, so the group does not need to name it. */
  readonly isBelowState: boolean;
}

/** What a row's label already says, so that the sockets below it do not repeat it. */
export type Named = 'local' | 'remote' | 'process' | 'nothing';

/** The texts of a group's row. */
export type GroupText = Pick<
  TreeRow,
  'kind' | 'label' | 'local' | 'remote' | 'description' | 'tooltip' | 'accessibilityLabel' | 'emphasis'
>;

/** One way to group sockets: a division of the table, and how its parts are ordered, named and found again. */
export interface Facet extends Division {
  /** Sockets to which the facet does not apply (no process, not a client) are in parts from this number on, which come last in every order. */
  readonly firstOther: number;
  named(part: number): Named;
  /** Orders parts by name. */
  byName(parts: Uint32Array): Uint32Array;
  /** The order of parts if it is not "most sockets first". */
  byCount?(parts: Uint32Array): Uint32Array;
  /** A part of an id: the same for the same thing in every snapshot, without a slash. */
  key(part: number): string;
  /** Undefined or any other part if this table has no part with that key. */
  find(key: string): number | undefined;
  describe(part: number, figures: GroupFigures): GroupText;
  /** What makes `ss` list it; undefined if `ss` cannot. */
  ss(part: number): SsPart | undefined;
}

/** A facet's parts in the order of the tree; `tally.parts` has the most sockets first. */
export function orderedParts(facet: Facet, { parts }: Tally, sort: 'count' | 'name'): Uint32Array {
  const sorted = sort === 'name' ? facet.byName(parts) : (facet.byCount?.(parts) ?? parts);
  const own = sorted.filter((part) => part < facet.firstOther);
  const others = sorted.filter((part) => part >= facet.firstOther).sort();
  const ordered = new Uint32Array(sorted.length);
  ordered.set(own);
  ordered.set(others, own.length);
  return ordered;
}
