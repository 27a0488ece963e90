import { lstatSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import ignore, { type Ignore } from 'ignore';
import { type Cancellation, throwIfCancelled } from '../../core/model/cancellation.ts';
import { countText, numberText } from '../../core/model/numberText.ts';
import { ignoredPath } from '../../core/causes/ignoredPath.ts';
import { mayHaveLanguage } from '../../core/causes/sourceLanguage.ts';
import { tellsContext } from '../../core/causes/causeWorkspace.ts';
import { filesBelow, type FolderWalk } from '../filesBelow.ts';
import { readRegularFileSync } from '../regularFile.ts';

/** The number of skipped files by reason. */
export interface SkippedFiles {
  /** Files above 1 MB. */
  tooLarge: number;
  /** Files that contain a NUL. */
  binary: number;
  unreadable: number;
  /** Links are not followed; their targets are read in their own place. */
  links: number;
  /** Named by `.gitignore` or an exclude setting. */
  excluded: number;
  /** In folders of packages, of builds, or of generated code. */
  foreign: number;
  /** Tests, examples, documentation and scripts. */
  aside: number;
  /** Not read because the limit was reached. */
  overLimit: number;
}

export interface ScannedFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** How far a scan is. */
export interface ScanProgress {
  /** Files that were read or skipped. */
  readonly looked: number;
  /** Files to look at; while they are still being listed, those found so far. */
  readonly total: number;
}

/** Such as `Scanning the source: 1,200 of 10,000 files…`. */
export function scanProgressText({ looked, total }: ScanProgress): string {
  return looked === 0
    ? `Listing the source: ${countText(total, 'file')}…`
    : `Scanning the source: ${numberText(looked)} of ${countText(total, 'file')}…`;
}

export interface ScanOptions {
  readonly cancellation: Cancellation;
  /** Patterns in the syntax of `.gitignore`. */
  readonly excludes?: readonly string[];
  /** The maximum number of files. */
  readonly maxFiles?: number;
  readonly maxBytes?: number;
  /** Called after each batch of files, and at the end. */
  readonly onProgress?: (progress: ScanProgress) => void;
}

const defaultMaxFiles = 200_000;
/** Of rules that people write, in bytes. */
const largestGitignore = 1 << 20;
/** Larger files are skipped. */
export const maxSourceBytes = 1_000_000;
/** The number of files between two turns of the event loop, so that a request does not wait long. */
const batch = 50;
/** Files that take a parser long must not hold up a request either: an inspection makes many turns. */
const longestTurnMs = 25;
/** Progress is told at least this often. */
const quietMs = 500;

/**
 * The files below a folder whose language may have causes, those first that tell versions. Files are read one after the
 * other, and synchronously: many small files come several times faster than through promises.
 */
export async function* scannedFiles(
  folder: string,
  skipped: SkippedFiles,
  {
    cancellation,
    excludes = [],
    maxFiles = defaultMaxFiles,
    maxBytes = maxSourceBytes,
    onProgress = () => undefined,
  }: ScanOptions,
): AsyncGenerator<ScannedFile> {
  const listed: string[] = [];
  for (const found of filesBelow(folder, sources(folder, [rulesOf(excludes)], skipped))) {
    if ('error' in found) skipped.unreadable += 1;
    else if (listed.length >= maxFiles) skipped.overLimit += 1;
    else listed.push(found.path);
    if (listed.length % 1000 === 0) {
      onProgress({ looked: 0, total: listed.length });
      await setImmediate();
      throwIfCancelled(cancellation);
    }
  }
  listed.sort((a, b) => Number(tellsContext(b)) - Number(tellsContext(a)));
  let count = 0;
  let turnedAt = performance.now();
  let toldAt = turnedAt;
  for (const path of listed) {
    const isBatch = ++count % batch === 0;
    const now = performance.now();
    if (isBatch || now - turnedAt > longestTurnMs) {
      if (isBatch || now - toldAt > quietMs) {
        onProgress({ looked: count, total: listed.length });
        toldAt = now;
      }
      await setImmediate();
      turnedAt = performance.now();
      throwIfCancelled(cancellation);
    }
    const text = readSource(join(folder, path), maxBytes, skipped);
    if (text !== undefined) yield { path, text };
  }
  onProgress({ looked: count, total: listed.length });
}

/**
 * Tells of a path whether `scannedFiles` leaves it alone, whatever its language: by the rules, or as a link leads to it. A path
 * without a file is judged by its name. A `.gitignore` is read once: if one changes, ask for another answer.
 */
export function pathsLeftAlone(root: string, excludes: readonly string[]): (path: string) => boolean {
  const own = new Map<string, Rules>();
  const ownOf = (folder: string): Rules => {
    const rules = own.get(folder) ?? gitignoreRules(root, folder);
    own.set(folder, rules);
    return rules;
  };
  const isLink = (path: string): boolean =>
    lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return (path) => {
    const rules = [rulesOf(excludes), ownOf('')];
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      if (isLink(folder) || !sources(root, rules, nothingSkipped()).enters(folder)) return true;
      rules.push(ownOf(folder));
    }
    return isLink(path) || isIgnored(path, rules) || ignoredPath(path) !== undefined;
  };
}

/** Whether a file of this path is read. */
export function isSource(path: string): boolean {
  return mayHaveLanguage(path) || tellsContext(path);
}

/** Whether a path within a folder is a file there: no link leads to it. */
export function isOwnFile(folder: string, path: string): boolean {
  try {
    return realpathSync(join(folder, path)) === join(realpathSync(folder), path);
  } catch {
    return false;
  }
}

/** The patterns of a `.gitignore`, for paths below its folder. */
interface Rules {
  readonly folder: string;
  readonly own: Ignore;
}

/** The sources below a root, and the files that tell their context; counts what it leaves alone. */
function sources(root: string, rules: readonly Rules[], skipped: SkippedFiles): FolderWalk {
  const isForeign = (path: string): boolean => {
    const why = ignoredPath(path);
    if (why !== undefined) skipped[why] += 1;
    return why !== undefined;
  };
  return {
    enters: (folder) =>
      basename(folder) !== '.git' && !isIgnored(`${folder}/`, rules) && !isForeign(`${folder}/`),
    wants: (file) => {
      if (!isSource(file)) return false;
      if (!isIgnored(file, rules)) return !isForeign(file);
      skipped.excluded += 1;
      return false;
    },
    meetsLink: () => {
      skipped.links += 1;
    },
    inside: (folder, entries) => {
      const hasOwn = entries.some(({ name }) => name === '.gitignore');
      return sources(root, hasOwn ? [...rules, gitignoreRules(root, folder)] : rules, skipped);
    },
  };
}

function rulesOf(excludes: readonly string[]): Rules {
  return { folder: '', own: ignore().add([...excludes]) };
}

function gitignoreRules(root: string, folder: string): Rules {
  try {
    const file = readRegularFileSync(join(root, folder, '.gitignore'), largestGitignore);
    return { folder, own: file.kind === 'read' ? ignore().add(file.bytes.toString('utf8')) : ignore() };
  } catch {
    return { folder, own: ignore() };
  }
}

/** The innermost file with a matching pattern decides. */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  for (const { folder, own } of rules.toReversed()) {
    const { ignored, unignored } = own.test(folder === '' ? path : path.slice(folder.length + 1));
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** The text of one file; undefined if it is skipped, which is counted. */
export function readSource(path: string, maxBytes: number, skipped: SkippedFiles): string | undefined {
  const file = readRegularFileSync(path, maxBytes);
  if (file.kind !== 'read') {
    skipped[file.kind === 'too-large' ? 'tooLarge' : 'unreadable'] += 1;
    return undefined;
  }
  const text = decode(file.bytes);
  if (text.includes('\0')) {
    skipped.binary += 1;
    return undefined;
  }
  return text;
}

/**
 * UTF-8 with or without a byte order mark, which editors do not count as a column; UTF-16 by its mark. Of another encoding, such
 * as Latin-1, what is no ASCII is lost, but each of its characters still counts as a column.
 */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0)
    return Buffer.from(bytes).swap16().toString('utf16le', 2);
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    ? bytes.toString('utf8', 3)
    : bytes.toString('utf8');
}

export function nothingSkipped(): SkippedFiles {
  return { tooLarge: 0, binary: 0, unreadable: 0, links: 0, excluded: 0, foreign: 0, aside: 0, overLimit: 0 };
}
