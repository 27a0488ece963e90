import { Uri, workspace } from 'vscode';
import { randomText } from './randomText.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Writes a file that appears under its name once it is complete, so that a full disk leaves the previous file in place.
 * A replaced file keeps its permissions if it is on a local file system.
 */
export async function writeFile(
  target: Uri,
  text: string,
  { copyRights }: Pick<Surroundings, 'copyRights'>,
): Promise<void> {
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  const unfinished = Uri.joinPath(target, '..', `.${name.slice(0, 200)}.${randomText()}`);
  try {
    await workspace.fs.writeFile(unfinished, new TextEncoder().encode(text));
    await copyRights(target, unfinished);
    await workspace.fs.rename(unfinished, target, { overwrite: true });
  } catch (error) {
    await Promise.resolve(workspace.fs.delete(unfinished)).catch(() => undefined);
    throw error;
  }
}
