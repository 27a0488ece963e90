import { lstat, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAtOrBelow } from '../core/model/pathText.ts';

/**
 * Whether a file with an absolute path can be created in one of some folders: nothing has its name, not even a link, and links in
 * its path do not lead out of the folders. A repository may come from a stranger, whose link would send the text elsewhere.
 */
export async function isCreatableIn(path: string, folders: readonly string[]): Promise<boolean> {
  try {
    if (await exists(path)) return false;
    let parent = dirname(path);
    while (!(await exists(parent))) parent = dirname(parent);
    const real = await realpath(parent);
    if (!(await lstat(real)).isDirectory()) return false;
    for (const folder of folders)
      if (isAtOrBelow(slashes(real), slashes(await realpath(folder).catch(() => folder)))) return true;
    return false;
  } catch {
    return false;
  }
}

/** A link that leads nowhere is there, too. */
async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
