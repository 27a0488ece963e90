import { cp, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../../scripts/lib/paths.ts';
import { runOk } from '../../scripts/lib/run.ts';

/** Installs the packages that only the benchmarks compare with, apart from the project's own. Gives the folder. */
export async function installContenders(): Promise<string> {
  const folder = inRepository('build/bench');
  if (existsSync(join(folder, 'node_modules/systeminformation'))) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    await cp(inRepository('test/bench', file), join(folder, file));
  await cp(inRepository('.npmrc'), join(folder, '.npmrc'));
  await runOk('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder, timeoutMs: 300_000 });
  return folder;
}
