import { closeSync, openSync, readSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { filesBelow } from './filesBelow.ts';
import { readOpenFileSync, withoutWaiting } from './regularFile.ts';
import { errorText } from './systemError.ts';

/** A file, or why it could not be read. */
export type FoundFile =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly message: string };

export interface TextFileOptions {
  /** Whether a file is wanted, by its path below the root, with forward slashes. */
  readonly wants: (path: string) => boolean;
  /** Whether its content is wanted, decoded as Latin-1: most files are rejected here. */
  readonly wantsText: (text: string, path: string) => boolean;
}

/** Folders of tools and third-party code, which are not edited in place. */
const skippedFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.terraform',
  '.venv',
  '__pycache__',
]);

export const longestFile = 20_000_000;
/** How much of a longer file is read at a time. */
const pieceSize = 1 << 20;
/** Longer than any word that is looked for. */
const overlap = 100;
/** How much is read between two turns of the event loop, so that a request does not wait long: files, and bytes of them. */
const batch = 50;
const batchBytes = 2_000_000;
/** A text file has no zero byte in this many first bytes (git's rule). */
const textSample = 8000;

/** The files below a folder, or the one file that a path names, in the order of their names. Links are not followed. */
export async function* textFiles(root: string, options: TextFileOptions): AsyncGenerator<FoundFile> {
  try {
    if (!(await stat(root)).isDirectory()) {
      yield* readOne(root, { ...options, wantsText: () => true }, true);
      return;
    }
  } catch (error) {
    yield { kind: 'unreadable', path: root, message: errorText(error) };
    return;
  }
  const enters = (folder: string): boolean => !skippedFolders.has(basename(folder));
  let looked = 0;
  let bytes = 0;
  for (const found of filesBelow(root, { enters, wants: options.wants })) {
    const path = join(root, found.path);
    if (++looked > batch || bytes >= batchBytes) {
      looked = 0;
      bytes = 0;
      await setImmediate();
    }
    if ('error' in found) yield { kind: 'unreadable', path, message: errorText(found.error) };
    else bytes += yield* readOne(path, options);
  }
}

/**
 * `isNamed`: somebody asked for this file, and is told why nothing of it is read. Synchronous: many small files are read
 * several times faster than through promises. Returns how many bytes it may have read.
 */
function* readOne(
  path: string,
  { wantsText }: TextFileOptions,
  isNamed = false,
): Generator<FoundFile, number> {
  try {
    // Whoever writes to a pipe is not waited for.
    const file = openSync(path, withoutWaiting);
    try {
      const read = readOpenFileSync(file, longestFile);
      if (read.kind === 'failed') throw read.error;
      if (read.kind === 'not-a-file') {
        if (isNamed) yield { kind: 'unreadable', path, message: notAFile };
        return 0;
      }
      if (read.kind === 'too-large') {
        const isWanted = isLongFileWanted(file, (text) => wantsText(text, path));
        if (isWanted) yield { kind: 'unreadable', path, message: tooLong };
        return longestFile;
      }
      const { bytes } = read;
      if (bytes.subarray(0, textSample).includes(0)) {
        const text = fromUtf16(bytes);
        if (isNamed || (text !== undefined && wantsText(text, path)))
          yield { kind: 'unreadable', path, message: text === undefined ? binary : utf16 };
        return bytes.length;
      }
      if (wantsText(bytes.toString('latin1'), path))
        yield { kind: 'file', path, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
      return bytes.length;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    yield { kind: 'unreadable', path, message: errorText(error) };
    return 0;
  }
}

export const notAFile = 'It is not a file.';
const binary = 'It is a binary file, so it was not read.';
export const utf16 =
  'It is a text in UTF-16, which no tool reads parameters from, so it was not read. Save it as UTF-8.';

/** The text of a file that begins with the mark of UTF-16; undefined if it does not. */
function fromUtf16(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return undefined;
}

export const tooLong = `It is larger than ${longestFile / 1_000_000} MB.`;

/** Whether a file that is too long to be read may be wanted for what stands in it: piece by piece, however long it is. */
function isLongFileWanted(file: number, wantsText: (text: string) => boolean): boolean {
  const piece = Buffer.allocUnsafe(pieceSize);
  let before = '';
  for (let isFirst = true; ; isFirst = false) {
    const bytesRead = readSync(file, piece, 0, pieceSize, null);
    if (bytesRead === 0) return false;
    if (isFirst && piece.subarray(0, Math.min(bytesRead, textSample)).includes(0)) return false;
    const text = before + piece.toString('latin1', 0, bytesRead);
    if (wantsText(text)) return true;
    before = text.slice(-overlap);
  }
}
