/** A process that holds a socket open. The name is hostile text: any bytes that a program chose. */
export interface ProcessInfo {
  readonly pid: number;
  readonly name: string;
}

/** The processes that hold each socket, by the socket's inode. Several may share one. */
export type SocketOwners = ReadonlyMap<number, readonly ProcessInfo[]>;
