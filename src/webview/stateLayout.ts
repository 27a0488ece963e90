import type { ReportRates, TcpStateName } from '../core/protocol/viewModels.ts';

/** The layout of the state diagram, in the units of its view box. */
export const diagramSize = { width: 780, height: 450, nodeWidth: 136, nodeHeight: 46 } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Middle of each state. */
export const statePlaces: Readonly<Record<TcpStateName, Point>> = {
  CLOSE: { x: 390, y: 34 },
  LISTEN: { x: 110, y: 104 },
  SYN_SENT: { x: 670, y: 104 },
  SYN_RECV: { x: 110, y: 186 },
  ESTABLISHED: { x: 390, y: 186 },
  FIN_WAIT1: { x: 110, y: 282 },
  CLOSING: { x: 390, y: 282 },
  CLOSE_WAIT: { x: 670, y: 282 },
  FIN_WAIT2: { x: 110, y: 378 },
  TIME_WAIT: { x: 390, y: 378 },
  LAST_ACK: { x: 670, y: 378 },
};

export interface Edge {
  readonly from: Point;
  readonly to: Point;
  readonly label: string;
  /** The counter for this transition. */
  readonly rate?: keyof Omit<ReportRates, 'seconds'>;
  /** The position of the middle of the label; halfway by default. */
  readonly at?: Point;
}

/** The transitions of a connection. Source: RFC 9293 section 3.3.2, figure 5. */
export const edges: readonly Edge[] = [
  { from: { x: 322, y: 44 }, to: { x: 178, y: 92 }, label: 'listen()' },
  { from: { x: 458, y: 44 }, to: { x: 602, y: 92 }, label: 'connect()', rate: 'activeOpens' },
  { from: { x: 110, y: 127 }, to: { x: 110, y: 163 }, label: 'SYN' },
  { from: { x: 178, y: 186 }, to: { x: 322, y: 186 }, label: 'ACK', rate: 'passiveOpens' },
  { from: { x: 602, y: 116 }, to: { x: 458, y: 174 }, label: 'SYN+ACK' },
  { from: { x: 390, y: 163 }, to: { x: 390, y: 57 }, label: 'reset', rate: 'resets' },
  { from: { x: 336, y: 209 }, to: { x: 172, y: 259 }, label: 'close()' },
  { from: { x: 444, y: 209 }, to: { x: 608, y: 259 }, label: 'FIN received' },
  { from: { x: 110, y: 305 }, to: { x: 110, y: 355 }, label: 'ACK' },
  { from: { x: 178, y: 282 }, to: { x: 322, y: 282 }, label: 'FIN' },
  { from: { x: 172, y: 305 }, to: { x: 328, y: 355 }, label: 'FIN+ACK' },
  { from: { x: 390, y: 305 }, to: { x: 390, y: 355 }, label: 'ACK' },
  { from: { x: 178, y: 378 }, to: { x: 322, y: 378 }, label: 'FIN', rate: 'timeWait' },
  { from: { x: 670, y: 305 }, to: { x: 670, y: 355 }, label: 'close()' },
  { from: { x: 390, y: 401 }, to: { x: 390, y: 440 }, label: 'after 60 s' },
  { from: { x: 670, y: 401 }, to: { x: 670, y: 440 }, label: 'ACK' },
];

/** The side that closes first, above the two branches. */
export const captions: readonly (Point & { readonly text: string })[] = [
  { x: 110, y: 244, text: 'this host closes first' },
  { x: 670, y: 244, text: 'the peer closes first' },
];
