import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workbenchData } from '../../scripts/workbench/install.ts';

/** A folder for one run's settings, extensions and logs; removed by {@link removeDataFolder}. */
export async function makeDataFolder(): Promise<string> {
  await mkdir(workbenchData, { recursive: true });
  return mkdtemp(join(workbenchData, 'run-'));
}

export async function removeDataFolder(folder: string): Promise<void> {
  // The server writes its last state while it ends.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
