/** One socket as `dumpSockets.ts` prints it. */
export interface DumpedSocket {
  readonly state: string;
  readonly local: string;
  readonly remote: string;
  readonly receiveQueue: number;
  readonly sendQueue: number;
  readonly uid: number;
  readonly inode: number;
  readonly timer: number;
  readonly timerMs: number;
  /** Null where the source has no such column. */
  readonly acceptQueueLimit: number | null;
}
