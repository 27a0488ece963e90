import { closeSync, openSync, readSync } from 'node:fs';
import { sizeLimit, type ChunkReader, type Source } from '../core/collect/host.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { ok, type Outcome } from '../core/model/outcome.ts';
import { answerTooLong } from './answerTooLong.ts';
import { Pace } from './pace.ts';
import { fileFailure } from './systemError.ts';

/** The kernel returns about one page per read of a `/proc` file, regardless of the buffer size; several are passed on together. */
const bufferSize = 1 << 16;
/** Of the many kernel parameters, each has a few bytes. */
const firstBufferSize = 1 << 12;

/** Streams a local file. */
export async function readFile(
  source: Extract<Source, { kind: 'file' }>,
  onChunk: ChunkReader,
  cancellation: Cancellation,
): Promise<Outcome<void>> {
  const { path } = source;
  const limit = sizeLimit(source);
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    return fileFailure(error, path);
  }
  // Not a Buffer: its slice() is a view, so a piece that a caller keeps would be overwritten by the next read.
  let buffer = new Uint8Array(firstBufferSize);
  const pace = new Pace(cancellation);
  let filled = 0;
  let length = 0;
  try {
    for (;;) {
      const count = readSync(descriptor, buffer, filled, buffer.length - filled, null);
      filled += count;
      length += count;
      if (length > limit) return answerTooLong(source);
      if (count === 0 || buffer.length - filled < buffer.length / 8) {
        onChunk(buffer.subarray(0, filled));
        filled = 0;
      }
      if (count === 0) return ok(undefined);
      if (filled === 0 && buffer.length < bufferSize) buffer = new Uint8Array(bufferSize);
      if (pace.isDue) await pace.rest();
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'CancelledError') throw error;
    return fileFailure(error, path);
  } finally {
    closeSync(descriptor);
  }
}
