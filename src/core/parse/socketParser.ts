import type { Problem } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';

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
