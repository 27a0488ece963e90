import { failure, type Failure, type Outcome } from '../core/model/outcome.ts';
import { decodeSnapshot } from '../core/model/snapshotFile/decodeSnapshot.ts';
import { encodeSnapshot } from '../core/model/snapshotFile/encodeSnapshot.ts';
import type { SavedSnapshot } from '../core/model/snapshotFile/savedSnapshot.ts';
import { readRegularFile } from './regularFile.ts';
import { fileFailure } from './systemError.ts';
import { writeTextFile } from './textFile.ts';

/** A million sockets are 60 MB. A string of JavaScript holds 512 MB, and parsing costs many times the size. */
const largestFile = 200 << 20;

/** Opens a snapshot. Codes: those of `decodeSnapshot`, `snapshot-too-large` and those of any file. */
export async function readSnapshotFile(path: string): Promise<Outcome<SavedSnapshot>> {
  const file = await readRegularFile(path, largestFile);
  switch (file.kind) {
    case 'read':
      return decodeSnapshot(file.bytes.toString('utf8'));
    case 'not-a-file':
    case 'too-large':
      return notASnapshot(path);
    case 'failed':
      return fileFailure(file.error, path);
  }
}

/** Saves a snapshot, readable only by its owner, because it names processes and addresses. */
export async function writeSnapshotFile(path: string, saved: SavedSnapshot): Promise<Outcome<void>> {
  const outcome = await writeTextFile(path, [encodeSnapshot(saved)], new AbortController().signal);
  return 'problem' in outcome
    ? { ...outcome, problem: { ...outcome.problem, code: 'snapshot-not-saved' } }
    : outcome;
}

function notASnapshot(path: string): Failure {
  return failure(
    'failed',
    'snapshot-too-large',
    `${path} is not a file, or is larger than 200 MB.`,
    'Choose a file that was written by “Save Snapshot” or “inspect --save”.',
  );
}
