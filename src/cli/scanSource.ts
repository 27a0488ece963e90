import type { WriteStream } from 'node:tty';
import { plainLine } from '../core/model/plainText.ts';
import { packedGrammars } from '../host/grammars/packedGrammars.ts';
import { type FolderScan, scanFolder } from '../host/sourceFiles/scanFolder.ts';
import { isFolder } from './isFolder.ts';

/** Scans the source that a command was given. Undefined if it is not a folder that can be read, which is then said. */
export async function scanSource(path: string, stderr: WriteStream): Promise<FolderScan | undefined> {
  if (await isFolder(path))
    // The bundle of the command line lies beside the grammars.
    return scanFolder(path, packedGrammars(__dirname), { cancellation: new AbortController().signal });
  stderr.write(`${plainLine(path)} is not a readable folder. Specify the folder that contains the source.\n`);
  return undefined;
}
