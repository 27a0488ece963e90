import type { WriteStream } from 'node:tty';
import { plainLine } from '../core/model/plainText.ts';
import { packedGrammars } from '../host/grammars/packedGrammars.ts';
import { type FolderScan, scanFolder } from '../host/sourceFiles/scanFolder.ts';
import { isFolder } from './isFolder.ts';
import { scanProgress } from './scanProgress.ts';

/**
 * Scans the source that a command was given, and says on a terminal how far it is and which grammar could not be loaded.
 * Undefined if it is not a folder that can be read, which is then said.
 */
export async function scanSource(path: string, stderr: WriteStream): Promise<FolderScan | undefined> {
  if (await isFolder(path)) {
    const progress = scanProgress(stderr, () => performance.now());
    // The bundle of the command line lies beside the grammars. Ctrl+C ends the process, and with it the scan.
    const scan = await scanFolder(path, packedGrammars(__dirname), {
      cancellation: new AbortController().signal,
      onProgress: progress.show,
    });
    progress.clear();
    for (const { message } of scan.workspace.failures) stderr.write(`${plainLine(message)}\n`);
    return scan;
  }
  stderr.write(`${plainLine(path)} is not a readable folder. Specify the folder that contains the source.\n`);
  return undefined;
}
