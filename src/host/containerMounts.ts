import { readFileSync, readlinkSync } from 'node:fs';
import type { ContainerMount } from '../core/causes/live/processTie.ts';
import { type Mount, parseMountinfo } from '../core/parse/mountinfo.ts';

/**
 * Where the mounts of a process lie for us, those that reach deepest first; undefined where it has the same mounts as we.
 * What is mounted in both places is the same folder of the same file system. Needs no root.
 */
export function containerMounts(pid: string): readonly ContainerMount[] | undefined {
  try {
    if (readlinkSync(`/proc/${pid}/ns/mnt`) === readlinkSync('/proc/self/ns/mnt')) return undefined;
  } catch {
    // Another user's process: its mounts can be read all the same.
  }
  try {
    const own = readFileSync('/proc/self/mountinfo', 'utf8');
    const theirs = readFileSync(`/proc/${pid}/mountinfo`, 'utf8');
    return own === theirs ? undefined : mapped(parseMountinfo(theirs), parseMountinfo(own));
  } catch {
    return undefined;
  }
}

function mapped(theirs: readonly Mount[], own: readonly Mount[]): readonly ContainerMount[] {
  return theirs
    .flatMap(({ device, root, mountPoint }): readonly ContainerMount[] => {
      const [ours] = own
        .filter((mount) => mount.device === device && isBelow(root, mount.root))
        .sort((a, b) => b.root.length - a.root.length);
      if (ours === undefined) return [];
      const rest = ours.root === '/' ? root : root.slice(ours.root.length);
      return [{ inside: mountPoint, outside: joined(ours.mountPoint, rest) }];
    })
    .sort((a, b) => b.inside.length - a.inside.length);
}

function isBelow(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`);
}

function joined(folder: string, rest: string): string {
  const path = `${folder === '/' ? '' : folder}${rest === '/' ? '' : rest}`;
  return path === '' ? '/' : path;
}
