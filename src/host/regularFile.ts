import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { errorCode } from './systemError.ts';

export type RegularFile =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  /** A folder, a FIFO, a device, or a file of the kernel that waits for something. */
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'failed'; readonly error: unknown };

const pieceSize = 1 << 16;
/** Waits for no writer, and takes no terminal. */
export const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Reads a whole file of at most `limit` bytes. Never waits for a writer, whatever the path names. */
export async function readRegularFile(path: string, limit: number): Promise<RegularFile> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, withoutWaiting);
    const stats = await file.stat();
    const refusal = refusalOf(stats, limit);
    if (refusal !== undefined) return refusal;
    const filling = new Filling(stats.size, limit);
    for (;;) {
      const { bytesRead } = await file.read(filling.room, 0, filling.room.length, null);
      const done = filling.take(bytesRead);
      if (done !== undefined) return done;
    }
  } catch (error) {
    return refused(error);
  } finally {
    await file?.close();
  }
}

/** The same without a promise: many small files are read several times faster so. */
export function readRegularFileSync(path: string, limit: number): RegularFile {
  try {
    const file = openSync(path, withoutWaiting);
    try {
      return readOpenFileSync(file, limit);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return refused(error);
  }
}

/** Reads an open file from its beginning. Throws the errors of the system. */
export function readOpenFileSync(file: number, limit: number): RegularFile {
  const stats = fstatSync(file);
  const refusal = refusalOf(stats, limit);
  if (refusal !== undefined) return refusal;
  const filling = new Filling(stats.size, limit);
  for (;;) {
    const done = filling.take(readSync(file, filling.room, 0, filling.room.length, null));
    if (done !== undefined) return done;
  }
}

/** Why a file is not read at all. */
function refusalOf(stats: Stats, limit: number): RegularFile | undefined {
  if (!stats.isFile()) return { kind: 'not-a-file' };
  return stats.size > limit ? { kind: 'too-large' } : undefined;
}

function refused(error: unknown): RegularFile {
  // EAGAIN: /proc/kmsg and the like, which look like files. ENXIO: a socket, or a device that is not there.
  const waits = ['EAGAIN', 'ENXIO', 'EISDIR'].includes(errorCode(error) ?? '');
  return waits ? { kind: 'not-a-file' } : { kind: 'failed', error };
}

/** What is read of a file so far. The size is a hint: a file of `/proc` has none, and a file may grow. */
class Filling {
  readonly #size: number;
  readonly #limit: number;
  readonly #pieces: Buffer[] = [];
  #length = 0;
  /** Where the next bytes go. */
  room: Buffer;

  constructor(size: number, limit: number) {
    this.#size = size;
    this.#limit = limit;
    this.room = this.#newRoom();
  }

  /** Takes so many bytes that were read into the room. Returns the result when nothing more is to be read. */
  take(count: number): RegularFile | undefined {
    if (count === 0) return { kind: 'read', bytes: Buffer.concat(this.#pieces) };
    this.#length += count;
    if (this.#length > this.#limit) return { kind: 'too-large' };
    this.#pieces.push(this.room.subarray(0, count));
    this.room = count < this.room.length ? this.room.subarray(count) : this.#newRoom();
    return undefined;
  }

  /** One byte more than there should be left, so that one reading shows the end as well. */
  #newRoom(): Buffer {
    const left = this.#size - this.#length;
    return Buffer.allocUnsafe(left > 0 ? left + 1 : pieceSize);
  }
}
