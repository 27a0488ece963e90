import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set<ChildProcess>();

/**
 * Starts a command as the leader of a process group of its own. The whole group is ended by {@link endGroup}, and
 * at the latest when this process ends, also by Ctrl+C: the terminal's signal reaches only our own group.
 */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  running.add(child);
  return child;
}

function signal(child: ChildProcess, name: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false;
  try {
    process.kill(-child.pid, name);
    return true;
  } catch {
    return false; // nothing of the group is left
  }
}

/** Asks the group to end, and after three seconds makes it. */
export async function endGroup(child: ChildProcess): Promise<void> {
  signal(child, 'SIGTERM');
  for (let waited = 0; waited < 3000 && isAlive(child); waited += 50) await sleep(50);
  signal(child, 'SIGKILL');
  running.delete(child);
}

function isAlive(child: ChildProcess): boolean {
  try {
    return child.pid !== undefined && process.kill(-child.pid, 0);
  } catch {
    return false;
  }
}

process.once('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
});

/**
 * Ends everything that was started, then this process, when the person or the system says so. One stop is often several
 * signals (`timeout` signals the whole process group, and npm passes its own on), so later ones change nothing.
 */
export function endOnSignals(): void {
  let isEnding = false;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (isEnding) return;
      isEnding = true;
      void Promise.all([...running].map(endGroup)).then(() => process.exit(name === 'SIGINT' ? 130 : 143));
    });
}
