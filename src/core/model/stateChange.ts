import type { ExactProcess } from './exactWatch.ts';

/** A TCP socket went from one state to another. */
export interface StateChange {
  /** Microseconds since some moment. */
  readonly atUs: number;
  /** The kernel's address of the socket: the same until it ends. */
  readonly socket: number;
  /** Numbers of the kernel, include/net/tcp_states.h. */
  readonly from: number;
  readonly to: number;
  /** Four words, most significant first; IPv4 in its mapped form. */
  readonly local: readonly number[];
  readonly localPort: number;
  readonly remote: readonly number[];
  readonly remotePort: number;
  /** The process that called into the kernel; absent if a packet or a timer changed the state. */
  readonly by?: TracedProcess;
}

/** A thread that the kernel ran for, as far as its process was still there to be looked at. */
export interface TracedProcess extends ExactProcess {
  readonly thread: number;
  /** Whether its network namespace is the one that is watched; undefined if that is not known. */
  readonly isWatched: boolean | undefined;
}

export interface ChangeListener {
  /** In the order in which they happened. */
  changed(change: StateChange): void;
  /** A connect() of this process ended with EADDRNOTAVAIL. */
  connectFailed(by: TracedProcess): void;
}
