import type { SysctlTool } from '../model/configuredParameters.ts';
import type { ConfigFile } from './configFile.ts';
import { baseName } from '../model/pathText.ts';

/**
 * Which files a tool reads, and in which order: sysctl.d(5) for systemd-sysctl, sysctl(8) for `sysctl --system`.
 * Pure: takes the files under one root, with symbolic links unresolved.
 */

/** Why a tool skips a file. */
export type NotRead = { readonly path: string } & (
  | { readonly why: 'shadowed' | 'masked'; readonly by: string }
  | { readonly why: 'extension' | 'dotFile' | 'notLinked' | 'brokenLink' | 'unreadable' }
);

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

export function dropInOrder(files: readonly ConfigFile[], tool: SysctlTool): DropInOrder {
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
  const read: ReadFile[] = [];
  for (const path of tool === 'procps' && byPath.has(mainConfigFile) ? [...paths, mainConfigFile] : paths) {
    const file = resolve(path, byPath);
    if (file === undefined) notRead.push({ path, why: whyNot(byPath.get(path)) });
    else read.push({ ...file, path });
  }
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

function whyNot(file: ConfigFile | undefined): 'brokenLink' | 'unreadable' {
  return file?.content.kind === 'unreadable' ? 'unreadable' : 'brokenLink';
}

function resolve(
  path: string,
  files: ReadonlyMap<string, ConfigFile>,
  depth = 0,
): Omit<ReadFile, 'path'> | undefined {
  const content = files.get(path)?.content;
  if (content === undefined || content.kind === 'unreadable' || depth > 8) return undefined;
  if (content.kind === 'text') return { realPath: path, text: content.text };
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
