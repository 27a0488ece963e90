import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../lib/paths.ts';
import { runOk } from '../lib/run.ts';
import type { Platform } from './targets.ts';

/**
 * A `node_modules` with the packages that are needed at run time, for this CPU. Ours are for the CPU of this machine;
 * for others, npm installs those in the lock file into `build/`, where they stay until the lock file changes.
 */
export async function modulesFor(cpu: Platform['cpu']): Promise<string> {
  if (process.platform === 'linux' && process.arch === cpu) return inRepository('node_modules');
  const folder = inRepository('build/package', `modules-${cpu}`);
  const stamp = join(folder, 'installed');
  const lock = await readFile(inRepository('package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== wanted) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      await copyFile(inRepository(file), join(folder, file));
    const only = ['--omit=dev', '--ignore-scripts', '--os=linux', `--cpu=${cpu}`, '--loglevel=error'];
    await runOk('npm', ['ci', ...only], { cwd: folder, timeoutMs: 300_000 });
    await writeFile(stamp, wanted);
  }
  return join(folder, 'node_modules');
}
