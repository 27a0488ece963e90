/** The spans that can be asked for, in hours. */
export const historyHours = [1, 6, 24, 168] as const;

export type HistoryHours = (typeof historyHours)[number];

/** What a Prometheus knows of one of its hosts over time. */
export interface InstanceHistory {
  readonly hours: HistoryHours;
  /** In the order of time, one for each step; without figures where there were none. */
  readonly points: readonly HistoryPoint[];
  /** In the order of time. */
  readonly marks: readonly HistoryMark[];
}

export interface HistoryPoint {
  /** Milliseconds since 1970 by Prometheus' clock. */
  readonly at: number;
  /** Sockets in the TIME_WAIT table. */
  readonly timeWait?: number;
  /** The fullest destination's share of its local ports, 0 to 1. */
  readonly share?: number;
}

/** Something that happened. Names are hostile text. */
export type HistoryMark =
  | {
      readonly kind: 'parameter';
      readonly at: number;
      readonly key: string;
      /** Which of several numbers; absent if there is one. */
      readonly index?: number;
      readonly before: number;
      readonly now: number;
    }
  /** An alert began to fire. */
  | { readonly kind: 'alert'; readonly at: number; readonly name: string; readonly severity: string };
