import { lstat, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readRegularFile } from './regularFile.ts';
import { longestFile, notAFile, tooLong } from './textFiles.ts';

/**
 * Reads a text file that someone else may have created, such as a file in a repository. A link is followed within its
 * own folder, and below the working directory and some other folders, only: else its target's lines would show in what is
 * printed. Throws an `Error` with a sentence for the user.
 */
export async function readOwnFile(path: string, folders: readonly string[] = []): Promise<string> {
  const given = resolve(path);
  const real = await realpath(given);
  const allowed = [dirname(given), process.cwd(), ...folders];
  const isInside = await Promise.all(allowed.map((folder) => isBelow(real, folder)));
  if (!isInside.includes(true)) throw new Error(`It is a link to ${real}. To read that file, name it.`);
  const file = await readRegularFile(real, longestFile);
  switch (file.kind) {
    case 'read':
      return file.bytes.toString('utf8');
    case 'too-large':
      throw new Error(tooLong);
    case 'not-a-file':
      throw new Error(notAFile);
    case 'failed':
      throw file.error;
  }
}

/** A folder that is a link itself proves nothing. */
async function isBelow(real: string, folder: string): Promise<boolean> {
  if ((await lstat(folder)).isSymbolicLink()) return false;
  const realFolder = await realpath(folder);
  return real.startsWith(realFolder === '/' ? '/' : `${realFolder}/`);
}
