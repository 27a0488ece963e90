import type { TcpStateName } from '../../model/tcpState.ts';
import type { Division } from '../../query/division.ts';
import type { Tally } from '../../query/tally.ts';
import type { SsPart } from '../ss/ssPart.ts';
import type { TreeRow } from '../treeRow.ts';

/** What there is in a group, after the filter and below the rows above it. */
export interface GroupFigures {
  readonly sockets: number;
  readonly timeWait: number;
  /** Where all are in one state. */
  readonly state?: TcpStateName;
  /** The row above is that state, so that the group need not name it. */
  readonly isBelowState: boolean;
}

/** What a row's label says already, so that the sockets below it need not. */
export type Named = 'local' | 'remote' | 'process' | 'nothing';

/** What a row says of a group. */
export type GroupText = Pick<
  TreeRow,
  'kind' | 'label' | 'local' | 'remote' | 'description' | 'tooltip' | 'accessibilityLabel' | 'emphasis'
>;

/** One way to gather sockets: a division of the table, and how its parts are ordered, named and found again. */
export interface Facet extends Division {
  /** Sockets that are not of this kind at all (what no process holds, what is no client) are in parts from here on: last in every order. */
  readonly firstOther: number;
  named(part: number): Named;
  /** Parts by what they are called. */
  byName(parts: Uint32Array): Uint32Array;
  /** Where "most sockets first" is not the order to read them in. */
  byCount?(parts: Uint32Array): Uint32Array;
  /** A part of an id: the same for the same thing in every snapshot, without a slash. */
  key(part: number): string;
  /** Undefined or any other part where this table has no part of that key. */
  find(key: string): number | undefined;
  describe(part: number, figures: GroupFigures): GroupText;
  /** What tells `ss` to list it; undefined where `ss` cannot. */
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
