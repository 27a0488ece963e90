import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { ProcessInfo } from '../core/model/processes.ts';
import type { Pace } from './pace.ts';
import { errorCode } from './systemError.ts';

/** A process that holds a socket, and the link in `/proc/<pid>/fd` that proves it. */
export interface Holder {
  readonly process: ProcessInfo;
  readonly link: string;
}

/** The result of scanning all processes. */
export interface Walked {
  readonly holders: ReadonlyMap<number, readonly Holder[]>;
  /** Number of processes that this user cannot read. */
  readonly hidden: number;
}

/** Searches every descriptor of every process for these sockets. Processes that exit meanwhile are ignored. */
export async function walkProcesses(inodes: ReadonlySet<number>, pace: Pace): Promise<Walked> {
  const holders = new Map<number, Holder[]>();
  let hidden = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const held = await heldSockets(name, inodes, pace);
    if (held === 'hidden') hidden++;
    else if (held.size > 0) add(holders, held, { pid: Number(name), name: processName(name) });
    if (pace.isDue) await pace.rest();
  }
  return { holders, hidden };
}

/** The inode behind a link in `/proc/<pid>/fd`; undefined if it is not a socket, no longer exists or cannot be read. */
export function socketInode(link: string): number | undefined {
  try {
    const match = /^socket:\[(\d+)\]$/.exec(readlinkSync(link));
    return match === null ? undefined : Number(match[1]);
  } catch (error) {
    if (errorCode(error) !== undefined) return undefined;
    throw error;
  }
}

/** One link for each of the sockets that a process holds. */
async function heldSockets(
  pid: string,
  inodes: ReadonlySet<number>,
  pace: Pace,
): Promise<ReadonlyMap<number, string> | 'hidden'> {
  const held = new Map<number, string>();
  try {
    for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
      const link = `/proc/${pid}/fd/${descriptor}`;
      const inode = socketInode(link);
      if (inode !== undefined && inodes.has(inode)) held.set(inode, link);
      if (pace.isDue) await pace.rest();
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EACCES' || code === 'EPERM') return 'hidden';
    if (code !== 'ENOENT' && code !== 'ESRCH') throw error;
  }
  return held;
}

function add(holders: Map<number, Holder[]>, held: ReadonlyMap<number, string>, process: ProcessInfo): void {
  for (const [inode, link] of held) {
    const known = holders.get(inode);
    if (known === undefined) holders.set(inode, [{ process, link }]);
    else known.push({ process, link });
  }
}

/** The name that Node.js 24 gives the main thread of every program, and thus the process. */
const nodeMainThread = 'MainThread';

/** The name of the program that a process runs; `?` if it has ended. */
export function processName(pid: string): string {
  try {
    return programName(pid, readFileSync(`/proc/${pid}/comm`, 'utf8').replace(/\n$/, ''));
  } catch (error) {
    if (errorCode(error) !== undefined) return '?';
    throw error;
  }
}

/**
 * The name of the program that a process with a main thread of this name runs. Throws the error of a failed system call if it
 * has ended.
 */
export function programName(pid: string, threadName: string): string {
  if (threadName !== nodeMainThread) return threadName;
  const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  return basename(program) || threadName;
}
