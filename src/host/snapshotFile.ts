import { readFile, stat, writeFile } from 'node:fs/promises';
import { failure, ok, type Failure, type Outcome } from '../core/model/outcome.ts';
import { decodeSnapshot } from '../core/model/snapshotFile/decodeSnapshot.ts';
import { encodeSnapshot } from '../core/model/snapshotFile/encodeSnapshot.ts';
import type { SavedSnapshot } from '../core/model/snapshotFile/savedSnapshot.ts';
import { fileFailure } from './systemError.ts';

/** The maximum length of a string in JavaScript. */
const largestFile = 400 << 20;

/** Opens a snapshot. Codes: those of `decodeSnapshot`, `snapshot-too-large` and those of any file. */
export async function readSnapshotFile(path: string): Promise<Outcome<SavedSnapshot>> {
  try {
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > largestFile) return notAFile(path);
    return decodeSnapshot(await readFile(path, 'utf8'));
  } catch (error) {
    return fileFailure(error, path);
  }
}

/** Saves a snapshot, readable only by its owner, because it names processes and addresses. */
export async function writeSnapshotFile(path: string, saved: SavedSnapshot): Promise<Outcome<void>> {
  try {
    await writeFile(path, encodeSnapshot(saved), { mode: 0o600 });
    return ok(undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure(
      'failed',
      'snapshot-not-saved',
      `The snapshot could not be saved: ${reason}.`,
      'Choose another folder.',
    );
  }
}

function notAFile(path: string): Failure {
  return failure(
    'failed',
    'snapshot-too-large',
    `${path} is not a file, or is larger than 400 MB.`,
    'Choose a file that was written by “Save Snapshot” or “inspect --save”.',
  );
}
