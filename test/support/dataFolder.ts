import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workbenchData } from '../../scripts/workbench/install.ts';

/** A folder for one run's settings, extensions and logs; removed by {@link removeDataFolder}. */
export async function makeDataFolder(): Promise<string> {
  await mkdir(workbenchData, { recursive: true });
  await sweep();
  return mkdtemp(join(workbenchData, `run-${process.pid}-`));
}

export async function removeDataFolder(folder: string): Promise<void> {
  // The server writes its last state while it ends.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Removes what runs that were interrupted have left. */
async function sweep(): Promise<void> {
  for (const name of await readdir(workbenchData)) {
    const owner = /^run-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`))
      await removeDataFolder(join(workbenchData, name));
  }
}
