import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly contents: () => Buffer;
}

// APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16. What vsce writes has no comment at its end and needs no 64-bit fields.
const endSignature = 0x06054b50;
const endSize = 22;
const entrySize = 46;
const localSize = 30;
const deflated = 8;

/** The files in a VSIX, as its own table of contents has them. */
export async function readZip(path: string): Promise<readonly ZipEntry[]> {
  const bytes = await readFile(path);
  const end = bytes.length - endSize;
  if (bytes.readUInt32LE(end) !== endSignature) throw new Error(`${path} is no zip without a comment`);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + entrySize, at + entrySize + nameLength);
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + localSize + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(start, start + packed);
    entries.push({ name, contents: () => (method === deflated ? inflateRawSync(raw) : raw) });
    at += entrySize + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Unpacks the extension in a VSIX, as VS Code does when it installs it. */
export async function unpackVsix(vsix: string, folder: string): Promise<void> {
  const prefix = 'extension/';
  for (const { name, contents } of await readZip(vsix)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name.slice(prefix.length));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents());
  }
}
