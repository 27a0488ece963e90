import type { SysctlTool } from '../model/configuredParameters.ts';
import { mostConfigLines, type ConfigFile, type WhyUnreadable } from './configFile.ts';
import { baseName } from '../model/pathText.ts';

/**
 * Which files a tool reads, and in which order: sysctl.d(5) for systemd-sysctl, sysctl(8) for `sysctl --system`.
 * Pure: takes the files under one root, with symbolic links unresolved.
 */

/** Why a tool skips a file. */
export type NotRead = { readonly path: string } & (
  | { readonly why: 'shadowed' | 'masked'; readonly by: string }
  | { readonly why: 'extension' | 'dotFile' | 'notLinked' | 'brokenLink' }
  /** The tool reads it and we do not, so what it sets is unknown; for a folder, what its files set. */
  | UnknownContent
);

interface UnknownContent {
  readonly why: 'unreadable';
  /** Absent: no permission. */
  readonly cause?: WhyUnreadable;
}

type Content = ConfigFile['content'];

/** A file that is read, under the name that determines its position. */
export interface ReadFile {
  readonly path: string;
  /** The file that contains the text; for a symbolic link it differs from `path`. */
  readonly realPath: string;
  readonly text: string;
}

export interface DropInOrder {
  /** First to last: a later assignment wins. */
  readonly read: readonly ReadFile[];
  readonly notRead: readonly NotRead[];
}

export const mainConfigFile = '/etc/sysctl.conf';

/** From highest to lowest: a name in an earlier one hides the same name in a later one. */
export const dropInDirectories: readonly string[] = [
  '/etc/sysctl.d',
  '/run/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
  '/lib/sysctl.d',
];

/** `own`: the file whose lines the others are compared with. It is read before others take up all the lines that may be read. */
export function dropInOrder(files: readonly ConfigFile[], tool: SysctlTool, own?: string): DropInOrder {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const chosen = new Map<string, string>();
  const notRead: NotRead[] = [];
  for (const directory of dropInDirectories) {
    for (const { path } of files.filter((file) => directoryOf(file.path) === directory)) {
      const name = baseName(path);
      const by = chosen.get(name);
      if (!name.endsWith('.conf')) notRead.push({ path, why: 'extension' });
      else if (name.startsWith('.') && tool === 'systemd-sysctl') notRead.push({ path, why: 'dotFile' });
      else if (by === undefined) chosen.set(name, path);
      else notRead.push({ path, by, why: isMask(byPath.get(by)) ? 'masked' : 'shadowed' });
    }
  }
  const names = [...chosen].sort(([a], [b]) => compareBytes(a, b));
  const paths = names.map(([, path]) => path).filter((path) => !isMask(byPath.get(path)));
  if (tool === 'procps' && byPath.has(mainConfigFile)) paths.push(mainConfigFile);
  const found: ReadFile[] = [];
  for (const path of paths) {
    const file = resolve(path, byPath);
    if (file === undefined) notRead.push({ path, why: 'brokenLink' });
    else if (file.content.kind === 'text')
      found.push({ path, realPath: file.realPath, text: file.content.text });
    else notRead.push({ path, ...unknownContent(file.content) });
  }
  const fitting = withinLimit(found, own);
  const read = found.filter((file) => fitting.has(file));
  for (const file of found)
    if (!fitting.has(file)) notRead.push({ path: file.path, why: 'unreadable', cause: 'tooLarge' });
  for (const { path, content } of files)
    if (content.kind === 'unreadable' && dropInDirectories.includes(path))
      notRead.push({ path, ...unknownContent(content) });
  if (byPath.has(mainConfigFile) && !read.some((file) => file.realPath === mainConfigFile)) {
    notRead.push({ path: mainConfigFile, why: 'notLinked' });
  }
  return { read, notRead };
}

/** A link to /dev/null or an empty file hides files of the same name in lower directories and sets nothing. */
function isMask(file: ConfigFile | undefined): boolean {
  switch (file?.content.kind) {
    case 'link':
      return file.content.target === '/dev/null';
    case 'text':
      return file.content.text === '';
    case 'unreadable':
    case undefined:
      return false;
  }
}

function unknownContent({ why }: Extract<Content, { readonly kind: 'unreadable' }>): UnknownContent {
  return { why: 'unreadable', ...(why !== undefined && { cause: why }) };
}

/** A file that several links lead to counts for each of them, because it is judged in each place. */
function withinLimit(files: readonly ReadFile[], own: string | undefined): ReadonlySet<ReadFile> {
  const fitting = new Set<ReadFile>();
  const lineCounts = new Map<string, number>();
  let left = mostConfigLines;
  const isOwn = ({ realPath }: ReadFile): boolean => realPath === own;
  for (const file of files.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))) {
    const lines = lineCounts.get(file.realPath) ?? countLines(file.text);
    lineCounts.set(file.realPath, lines);
    const isFirst = fitting.size === 0;
    if (lines > left && !(isFirst && isOwn(file))) continue;
    left -= lines;
    fitting.add(file);
  }
  return fitting;
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function resolve(
  path: string,
  files: ReadonlyMap<string, ConfigFile>,
  depth = 0,
): { readonly realPath: string; readonly content: Exclude<Content, { readonly kind: 'link' }> } | undefined {
  const content = files.get(path)?.content;
  if (content === undefined || depth > 8) return undefined;
  if (content.kind !== 'link') return { realPath: path, content };
  return resolve(joinPath(directoryOf(path), content.target), files, depth + 1);
}

export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function joinPath(directory: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : `${directory}/${target}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Compares as strcmp() does for UTF-8, by code point, so `100-x` < `99-x` < `Zed` < `_u` < `abc`. */
export function compareBytes(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  const different = left.findIndex((character, i) => character !== right[i]);
  if (different < 0) return left.length - right.length;
  return (left[different]?.codePointAt(0) ?? 0) - (right[different]?.codePointAt(0) ?? -1);
}
