import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CauseWorkspace } from '../../core/causes/causeWorkspace.ts';
import { maxSourceBytes, readSource, type SkippedFiles } from './scannedFiles.ts';

/** Takes in the files that units name as `EnvironmentFile=` and services of Compose as `env_file`, whatever they are called, and that are not known yet. */
export async function addEnvironmentFiles(
  folder: string,
  workspace: CauseWorkspace,
  reaches: (path: string) => boolean,
  skipped: SkippedFiles,
): Promise<void> {
  for (const path of workspace.context.environmentFiles) {
    if (workspace.context.has(path) || !reaches(path) || !existsSync(join(folder, path))) continue;
    const text = readSource(join(folder, path), maxSourceBytes, skipped);
    if (text !== undefined) await workspace.update(path, text);
  }
}
