import { cutLabel, plainLine, shownLines } from '../model/plainText.ts';
import type { TcpStateName } from '../model/tcpState.ts';
import type { Transport } from '../model/transport.ts';
import type { Emphasis } from './emphases.ts';

/** `protocol`: the UDP sockets, beside the states of TCP. `other`: the sockets to which a grouping does not apply, for example those without a process. */
export type TreeRowKind =
  'protocol' | 'state' | 'listener' | 'destination' | 'process' | 'client' | 'age' | 'other' | 'socket';

/** One row of the socket tree, ready to be drawn. */
export interface TreeRow {
  /** The same for the same thing in every snapshot, so that a refresh keeps expansion and selection. */
  readonly id: string;
  readonly kind: TreeRowKind;
  /** TCP if absent. */
  readonly transport?: Transport;
  /** The state of the socket, or of all sockets below; absent if they differ. */
  readonly state?: TcpStateName;
  readonly label: string;
  /** The endpoints that the row is about, as programs accept them: with a port if the row is about a single port. */
  readonly local?: string;
  readonly remote?: string;
  /** Counts and figures, shown after the label. */
  readonly description: string;
  /** Plain text, lines separated by `\n`. Absent for sockets, whose details are requested one at a time. */
  readonly tooltip?: string;
  /** The label for screen readers. */
  readonly accessibilityLabel: string;
  /** The number of child rows; 0 for a leaf. */
  readonly children: number;
  /** Whether the row needs attention, because a warning or an error is about it. */
  readonly emphasis?: Emphasis;
}

/** The row with text in which everything can be seen, and which can be drawn, whatever a process calls itself. */
export function plainRow(row: TreeRow): TreeRow {
  return {
    ...row,
    label: cutLabel(plainLine(row.label)),
    description: cutLabel(plainLine(row.description)),
    accessibilityLabel: cutLabel(plainLine(row.accessibilityLabel)),
    ...(row.tooltip !== undefined && { tooltip: shownLines(row.tooltip) }),
  };
}

/** A page of the rows below one row, or of the top level. */
export interface TreePage {
  readonly rows: readonly TreeRow[];
  /** The total number of rows, on all pages. */
  readonly total: number;
}
