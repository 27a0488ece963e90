import { plainLine, plainLines } from '../model/plainText.ts';
import type { TcpStateName } from '../model/tcpState.ts';
import type { Emphasis } from './emphases.ts';

/** `other`: the sockets that a grouping says nothing about, for instance what no process holds. */
export type TreeRowKind =
  'state' | 'listener' | 'destination' | 'process' | 'client' | 'age' | 'other' | 'socket';

/** One row of the socket tree, ready to be drawn. */
export interface TreeRow {
  /** The same for the same thing in every snapshot, so that a refresh keeps expansion and selection. */
  readonly id: string;
  readonly kind: TreeRowKind;
  /** Of the socket, or of all that are below; absent where they differ. */
  readonly state?: TcpStateName;
  readonly label: string;
  /** The ends that the row is about, as programs take them: with a port where it is one port's. */
  readonly local?: string;
  readonly remote?: string;
  /** Counts and figures, shown after the label. */
  readonly description: string;
  /** Plain text, lines separated by `\n`. Absent from sockets, whose explanation is asked for one at a time. */
  readonly tooltip?: string;
  /** What a screen reader says. */
  readonly accessibilityLabel: string;
  /** How many rows are below it; 0 for a leaf. */
  readonly children: number;
  /** It needs a look: a warning or an error is about it. */
  readonly emphasis?: Emphasis;
}

/** The row with text in which everything can be seen, whatever a process calls itself. */
export function plainRow(row: TreeRow): TreeRow {
  return {
    ...row,
    label: plainLine(row.label),
    description: plainLine(row.description),
    accessibilityLabel: plainLine(row.accessibilityLabel),
    ...(row.tooltip !== undefined && { tooltip: plainLines(row.tooltip) }),
  };
}

/** A page of the rows below one row, or of the top level. */
export interface TreePage {
  readonly rows: readonly TreeRow[];
  /** All of them, on this page or not. */
  readonly total: number;
}
