import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { Cancellation } from '../core/model/cancellation.ts';
import { withProblems, type Outcome } from '../core/model/outcome.ts';
import type { ProcessInfo, SocketOwners } from '../core/model/processes.ts';
import { Pace } from './pace.ts';
import { errorCode, fileFailure } from './systemError.ts';

/**
 * Finds the processes that hold these sockets by the links in `/proc/<pid>/fd`. Processes that end during the walk are
 * no fault; processes of other users may not be looked at without root, which makes the outcome partial.
 */
export async function socketOwners(
  inodes: ReadonlySet<number>,
  cancellation: Cancellation,
): Promise<Outcome<SocketOwners>> {
  const owners = new Map<number, ProcessInfo[]>();
  const pace = new Pace(cancellation);
  let hidden = 0;
  let names: readonly string[];
  try {
    names = readdirSync('/proc');
  } catch (error) {
    return fileFailure(error, '/proc');
  }
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    const held = await heldSockets(name, inodes, pace);
    if (held === 'hidden') hidden++;
    else if (held.size > 0) addOwner(owners, held, { pid: Number(name), name: processName(name) });
    if (pace.isDue) await pace.rest();
  }
  const missing = [...inodes].filter((inode) => !owners.has(inode)).length;
  if (hidden === 0 || missing === 0) return withProblems(owners, []);
  return withProblems(owners, [
    {
      code: 'processes-hidden',
      message: `${String(hidden)} processes of other users may not be looked at, so ${String(missing)} sockets have no process name.`,
      nextStep: 'Run as root to see the processes of all users.',
    },
  ]);
}

function addOwner(owners: Map<number, ProcessInfo[]>, held: ReadonlySet<number>, process: ProcessInfo): void {
  for (const inode of held) {
    const known = owners.get(inode);
    if (known === undefined) owners.set(inode, [process]);
    else known.push(process);
  }
}

async function heldSockets(
  pid: string,
  inodes: ReadonlySet<number>,
  pace: Pace,
): Promise<ReadonlySet<number> | 'hidden'> {
  const held = new Set<number>();
  try {
    for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
      const inode = socketInode(`/proc/${pid}/fd/${descriptor}`);
      if (inode !== undefined && inodes.has(inode)) held.add(inode);
      if (pace.isDue) await pace.rest();
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EACCES' || code === 'EPERM') return 'hidden';
    if (code !== 'ENOENT' && code !== 'ESRCH') throw error;
  }
  return held;
}

function socketInode(link: string): number | undefined {
  try {
    const match = /^socket:\[(\d+)\]$/.exec(readlinkSync(link));
    return match === null ? undefined : Number(match[1]);
  } catch (error) {
    // The descriptor was closed since it was listed, or may not be looked at: it names nothing.
    if (errorCode(error) !== undefined) return undefined;
    throw error;
  }
}

/** What Node.js 24 calls the main thread of every program, and so the process. */
const nodeMainThread = 'MainThread';

function processName(pid: string): string {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').replace(/\n$/, '');
    if (name !== nodeMainThread) return name;
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(program) || name;
  } catch (error) {
    if (errorCode(error) !== undefined) return '?';
    throw error;
  }
}
