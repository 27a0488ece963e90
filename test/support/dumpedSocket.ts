/** What one collector saw, and between which two points of one clock it looked. */
export interface Dump {
  readonly fromMs: number;
  readonly toMs: number;
  readonly sockets: readonly DumpedSocket[];
}

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
  /** Null if the source has no such column. */
  readonly acceptQueueLimit: number | null;
}
