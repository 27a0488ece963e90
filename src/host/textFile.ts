import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CancelledError, throwIfCancelled, type Cancellation } from '../core/model/cancellation.ts';
import { failure, ok, type Failure, type Outcome } from '../core/model/outcome.ts';
import { errorCode } from './systemError.ts';

/** A name of 255 bytes is the longest (NAME_MAX); the unfinished file adds to it. */
const longestName = 200;
const ownerOnly = 0o600;

/**
 * Writes a file piece by piece, readable only by its owner unless `mode` says otherwise; a file that is replaced keeps
 * its rights. It appears under its name once it is complete: a cancellation (`CancelledError`) or a failure leaves the
 * previous file in place. A link is not followed, and what is no file is not replaced.
 */
export async function writeTextFile(
  path: string,
  pieces: Iterable<string>,
  cancellation: Cancellation,
  mode = ownerOnly,
): Promise<Outcome<void>> {
  const suffix = randomBytes(8).toString('hex');
  const unfinished = join(dirname(path), `.${basename(path).slice(0, longestName)}.${suffix}`);
  let isMade = false;
  try {
    const present = await presentFile(path);
    if (present !== undefined && !present.isFile()) return notReplaced(path, present);
    // Exclusive: whatever is there already, also a link, makes it fail.
    const file = await open(unfinished, 'wx', mode);
    isMade = true;
    try {
      for (const piece of pieces) {
        throwIfCancelled(cancellation);
        await file.appendFile(piece);
      }
      await file.chmod(present === undefined ? mode : present.mode & 0o777);
      await file.sync();
    } finally {
      await file.close();
    }
    throwIfCancelled(cancellation);
    await rename(unfinished, path);
    return ok(undefined);
  } catch (error) {
    if (isMade) await rm(unfinished, { force: true }).catch(() => undefined);
    if (error instanceof CancelledError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return failure(
      'failed',
      'file-not-saved',
      `The file could not be saved: ${reason}.`,
      'Choose another folder.',
    );
  }
}

async function presentFile(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function notReplaced(path: string, present: Stats): Failure {
  return present.isSymbolicLink()
    ? failure(
        'failed',
        'file-not-saved',
        `${path} is a link, which is not followed when a file is saved.`,
        'Choose the file that it leads to, or another name.',
      )
    : failure('failed', 'file-not-saved', `${path} exists and is not a file.`, 'Choose another name.');
}
