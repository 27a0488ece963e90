import type { TcpStateName } from './tcpState.ts';

/**
 * What a process did to a connection: `connected` opened one, `closedFirst` closed or reset one that was established,
 * `noLocalPort` called connect() for which there was no local port.
 */
export const exactActs = ['connected', 'closedFirst', 'noLocalPort'] as const;
export type ExactAct = (typeof exactActs)[number];

/** The process that the kernel was running for when a socket changed its state. Its name is hostile text. */
export interface ExactProcess {
  readonly pid: number;
  readonly name: string;
  /** It ended before its network namespace could be read, so it may belong to another one. */
  readonly probably: boolean;
}

/** How often one process did one thing to one destination or at one listening socket. */
export interface ExactCount extends ExactProcess {
  readonly act: ExactAct;
  readonly side: 'destination' | 'listener';
  /** Of the peer, or of the listening socket's end. Empty if it is not known. */
  readonly address: string;
  readonly port: number;
  readonly count: number;
}

export interface ReplayStep {
  /** Microseconds since the first step. */
  readonly afterUs: number;
  readonly from: TcpStateName;
  readonly to: TcpStateName;
  /** Absent if a packet or a timer changed the state, and no process. */
  readonly by?: ExactProcess;
}

/** One socket from its opening to its end, as the kernel changed its states. */
export interface ReplayedSocket {
  readonly side: 'destination' | 'listener';
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly steps: readonly ReplayStep[];
}

/** What exact mode adds to watched connections. */
export interface ExactWatch {
  /** Events that did not fit into the trace buffer: at most as many state changes are missing here. */
  readonly lost: number;
  /** The most frequent first. */
  readonly counts: readonly ExactCount[];
  readonly countCount: number;
  /** A few for each destination and listening socket. */
  readonly replays: readonly ReplayedSocket[];
}
