import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
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
    if (!stats.isFile()) return { kind: 'not-a-file' };
    if (stats.size > limit) return { kind: 'too-large' };
    return await readAll(file, stats.size, limit);
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
  if (!stats.isFile()) return { kind: 'not-a-file' };
  const pieces: Buffer[] = [];
  let length = 0;
  while (Math.max(length, stats.size) <= limit) {
    const piece = Buffer.allocUnsafe(length < stats.size ? stats.size - length + 1 : pieceSize);
    const count = readSync(file, piece, 0, piece.length, null);
    if (count === 0) return { kind: 'read', bytes: Buffer.concat(pieces) };
    length += count;
    pieces.push(piece.subarray(0, count));
  }
  return { kind: 'too-large' };
}

function refused(error: unknown): RegularFile {
  // EAGAIN: /proc/kmsg and the like, which look like files. ENXIO: a socket, or a device that is not there.
  const waits = ['EAGAIN', 'ENXIO', 'EISDIR'].includes(errorCode(error) ?? '');
  return waits ? { kind: 'not-a-file' } : { kind: 'failed', error };
}

/** The size is a hint: a file of `/proc` has none, and a file may grow. */
async function readAll(file: FileHandle, size: number, limit: number): Promise<RegularFile> {
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(Math.max(size - length + 1, pieceSize));
    const { bytesRead } = await file.read(piece, 0, piece.length, null);
    if (bytesRead === 0) return { kind: 'read', bytes: Buffer.concat(pieces) };
    length += bytesRead;
    if (length > limit) return { kind: 'too-large' };
    pieces.push(piece.subarray(0, bytesRead));
  }
}
