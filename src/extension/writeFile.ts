import { randomBytes } from 'node:crypto';
import { chmod, stat } from 'node:fs/promises';
import { Uri, workspace } from 'vscode';

/**
 * Writes a file that appears under its name once it is complete, so that a full disk leaves the previous file in place.
 * A replaced file keeps its permissions if it is on a local file system.
 */
export async function writeFile(target: Uri, text: string): Promise<void> {
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  const unfinished = Uri.joinPath(target, '..', `.${name.slice(0, 200)}.${randomBytes(8).toString('hex')}`);
  try {
    await workspace.fs.writeFile(unfinished, new TextEncoder().encode(text));
    if (target.scheme === 'file') await copyRights(target.fsPath, unfinished.fsPath);
    await workspace.fs.rename(unfinished, target, { overwrite: true });
  } catch (error) {
    await Promise.resolve(workspace.fs.delete(unfinished)).catch(() => undefined);
    throw error;
  }
}

async function copyRights(from: string, to: string): Promise<void> {
  const present = await stat(from).catch(() => undefined);
  if (present !== undefined) await chmod(to, present.mode & 0o777);
}
