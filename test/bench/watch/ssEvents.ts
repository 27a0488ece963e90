import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Namespace } from '../../support/namespace.ts';
import { waitFor } from '../../support/waitFor.ts';
import { listensTo } from './listensTo.ts';

export interface SsEvents extends AsyncDisposable {
  readonly pid: number;
  hasEnded(): boolean;
  /** Ends it; gives how many lines it had written, but for those in its last buffer. */
  lines(): Promise<number>;
}

/** `ss -E`, writing into a file: what anybody would do with it. */
export async function ssEvents(namespace: Namespace, options: string): Promise<SsEvents> {
  const folder = mkdtempSync(join(tmpdir(), 'socket-diagnostics-bench-'));
  const path = join(folder, 'output');
  const file = openSync(path, 'w');
  const child = namespace.spawn('ss', [options], { stdio: ['ignore', file, 'ignore'] });
  closeSync(file);
  const pid = child.pid ?? -1;
  await waitFor('ss listens', () => listensTo(pid));
  const end = async (): Promise<void> => {
    await stop(child);
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    pid,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    lines: async () => {
      await stop(child);
      return readFileSync(path).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
    },
    [Symbol.asyncDispose]: end,
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
