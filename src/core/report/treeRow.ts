import type { TcpStateName } from '../model/tcpState.ts';

/** One row of the socket tree, ready to be drawn. Text from the host in it is hostile. */
export interface TreeRow {
  /** The same for the same thing in every snapshot, so that a refresh keeps expansion and selection. */
  readonly id: string;
  readonly kind: 'state' | 'listener' | 'destination' | 'socket';
  readonly state: TcpStateName;
  readonly label: string;
  /** Counts and figures, shown after the label. */
  readonly description: string;
  /** Plain text, lines separated by `\n`. */
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly accessibilityLabel: string;
  /** How many rows are below it; 0 for a leaf. */
  readonly children: number;
  /** Rows that need a look: ports that run out, a pile-up. */
  readonly emphasis?: 'warning' | 'error';
}

/** A page of the rows below one row. */
export interface TreePage {
  readonly rows: readonly TreeRow[];
  /** All rows below, on this page or not. */
  readonly total: number;
}
