import type { Problem } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import { TimerKind, type SocketRecord } from '../model/socketTable.ts';
import { TcpState } from '../model/tcpState.ts';

/** The result of parsing one source. */
export interface ParsedSockets {
  /** Number of rows parsed. */
  readonly rows: number;
  /** Lines that should have been rows but could not be parsed. */
  readonly badLines: number;
  /** Number of TIME_WAIT rows without a timer; their age is not known. */
  readonly untimedTimeWait: number;
  readonly problems: readonly Problem[];
  /** Present if the source names processes. */
  readonly owners?: SocketOwners;
}

/** Fills a table from a stream of chunks. Never throws. */
export interface SocketParser {
  push(chunk: Uint8Array): void;
  finish(): ParsedSockets;
}

/** A record that is reused for every row. */
export function emptyRecord(): SocketRecord {
  return {
    family: 4,
    state: TcpState.CLOSE,
    localAddress: 0,
    localPort: 0,
    remoteAddress: 0,
    remotePort: 0,
    receiveQueue: 0,
    sendQueue: 0,
    timer: TimerKind.none,
    timerMs: 0,
    retransmits: 0,
    uid: 0,
    inode: 0,
    acceptQueueLimit: -1,
  };
}
