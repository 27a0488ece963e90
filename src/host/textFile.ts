import { open, rename, rm } from 'node:fs/promises';
import { throwIfCancelled, type Cancellation } from '../core/model/cancellation.ts';
import { failure, ok, type Outcome } from '../core/model/outcome.ts';

/**
 * Writes a file piece by piece, readable only by its owner. The file appears once it is complete: a cancellation
 * (`CancelledError`) or a failure leaves the previous file in place.
 */
export async function writeTextFile(
  path: string,
  pieces: Iterable<string>,
  cancellation: Cancellation,
): Promise<Outcome<void>> {
  const unfinished = `${path}.unfinished`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      for (const piece of pieces) {
        throwIfCancelled(cancellation);
        await file.appendFile(piece);
      }
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    return ok(undefined);
  } catch (error) {
    await rm(unfinished, { force: true });
    throwIfCancelled(cancellation);
    const reason = error instanceof Error ? error.message : String(error);
    return failure(
      'failed',
      'file-not-saved',
      `The file could not be saved: ${reason}.`,
      'Choose another folder.',
    );
  }
}
