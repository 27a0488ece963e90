import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Namespace } from '../../support/namespace.ts';
import { run } from '../../support/run.ts';

/** The extension's server processes inside the namespace. */
export async function serverProcesses(namespace: Namespace): Promise<readonly number[]> {
  const { stdout } = await run('ip', ['netns', 'pids', namespace.name]);
  const pids = stdout.split(/\s+/).filter((pid) => pid !== '');
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, index) => commands[index]?.includes('dist/server.js')).map(Number);
}

/** Kills the only one, and gives what it was. */
export async function killServer(namespace: Namespace): Promise<number> {
  const [server, ...more] = await serverProcesses(namespace);
  assert.ok(server !== undefined && more.length === 0, 'there is not one server process');
  process.kill(server, 'SIGKILL');
  return server;
}
