import type { ExactWatch } from './exactWatch.ts';

/** How a connection came to its end, or why it never came to be. docs/watch.md tells how each is recognised. */
export const connectionKinds = [
  'probe',
  'exchange',
  'long',
  'resetByUs',
  'resetByPeer',
  'refused',
  'timedOut',
  'noLocalPort',
] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

/** Connections that never came to be. */
export const failedKinds: readonly ConnectionKind[] = ['refused', 'timedOut', 'noLocalPort'];

export type KindCounts = Readonly<Record<ConnectionKind, number>>;

/** Whose side closed first, and so has the tuple in TIME_WAIT; of a reset, who sent it. */
export interface ClosedFirst {
  readonly us: number;
  readonly peer: number;
  /** Not looked at in time, or there was no connection to close. */
  readonly unknown: number;
}

/** How a figure spreads over connections; exact up to some hundred of them, else of an even sample. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
}

/** A figure of connections of which the kernel still knew it at their end. */
export interface Traffic {
  readonly total: number;
  readonly perConnection?: Spread;
}

/** A process that had connections of a group. Its name is hostile text. */
export interface WatchedProcess {
  readonly pid: number;
  readonly name: string;
  /** Ended connections that it is known to have held. */
  readonly ended: number;
  /** It was only seen to hold others of the same group: these are probably its, too. */
  readonly probably: boolean;
}

/** Connections of one destination or one listening socket that ended. */
export interface WatchedGroup {
  readonly ended: number;
  readonly perSecond: number;
  readonly kinds: KindCounts;
  readonly closedFirst: ClosedFirst;
  readonly bytes: { readonly sent: Traffic; readonly received: Traffic };
  readonly segments: { readonly out: Traffic; readonly in: Traffic };
  readonly roundTripMs?: Spread;
  /** Segments that were sent again. */
  readonly retransmits: number;
  /** Requests with their answers in a connection, at the most: data segments of the direction with fewer. */
  readonly exchanges?: Spread;
  readonly processes: readonly WatchedProcess[];
}

export interface WatchedDestination extends WatchedGroup {
  readonly remoteAddress: string;
  /** 0 if the kernel did not say. */
  readonly remotePort: number;
}

export interface WatchedListener extends WatchedGroup {
  readonly address: string;
  readonly port: number;
}

/** How many connections ended in each step of time. */
export interface EndHistory {
  readonly secondsPerStep: number;
  readonly ended: readonly number[];
  /** Of these, how many never came to be. */
  readonly failed: readonly number[];
}

/** What was seen while it was listened: every socket that ended is one connection, so one over loopback is two. */
export interface WatchedConnections {
  readonly seconds: number;
  readonly ended: number;
  /** Messages that the kernel dropped because the receive buffer was full: as many ends were not seen. */
  readonly lost: number;
  readonly kinds: KindCounts;
  readonly history: EndHistory;
  /** By ended connections, the busiest first. */
  readonly destinations: readonly WatchedDestination[];
  readonly destinationCount: number;
  readonly listeners: readonly WatchedListener[];
  readonly listenerCount: number;
  /** Absent unless exact mode was asked for. */
  readonly exact?: ExactWatch;
}
