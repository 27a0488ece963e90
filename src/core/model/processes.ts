import { SeededMap } from './seededMap.ts';

/** A process that holds a socket open. The name is hostile text: any bytes that a program chose. */
export interface ProcessInfo {
  readonly pid: number;
  readonly name: string;
  /** Where it was looked at. */
  readonly condition?: ProcessCondition;
}

/** What can keep a process from serving its sockets. */
export interface ProcessCondition {
  readonly openFiles: number;
  /** The soft limit of open files; absent if there is none. */
  readonly fileLimit?: number;
  /** By a signal (SIGSTOP, a debugger). */
  readonly isStopped: boolean;
}

/** The processes that hold each socket, by the socket's inode. Several may share one. */
export type SocketOwners = ReadonlyMap<number, readonly ProcessInfo[]>;

/** Those of several sources; a later one decides. */
export function joinedOwners(...sources: readonly (SocketOwners | undefined)[]): SocketOwners {
  const all = new SeededMap<readonly ProcessInfo[]>();
  for (const source of sources) for (const [inode, processes] of source ?? []) all.set(inode, processes);
  return all;
}
