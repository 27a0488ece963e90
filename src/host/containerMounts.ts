import { readFileSync, readlinkSync } from 'node:fs';
import type { ContainerMount } from '../core/causes/live/processClue.ts';
import { type Mount, parseMountinfo } from '../core/parse/mountinfo.ts';
import { isAtOrBelow } from '../core/model/pathText.ts';

/**
 * Where the mounts of processes lie for us. What is mounted in both places is the same folder of the same file system.
 * Reads our own mounts once, and those of a mount namespace once. Needs no root.
 */
export class ContainerMounts {
  readonly #proc: string;
  readonly #own: { readonly namespace: string | undefined; readonly text: string } | undefined;
  #ownByDevice: ReadonlyMap<string, readonly Mount[]> | undefined;
  readonly #known = new Map<string, readonly ContainerMount[] | undefined>();

  /** @param proc where the proc file system is mounted. */
  constructor(proc = '/proc') {
    this.#proc = proc;
    const text = this.#textOf('self');
    this.#own = text === undefined ? undefined : { namespace: this.#namespaceOf('self'), text };
  }

  /** Those that reach deepest first; undefined where the process has the same mounts as we, or they cannot be read. */
  of(pid: string): readonly ContainerMount[] | undefined {
    // Another user's process tells no namespace: its mounts can be read all the same.
    const namespace = this.#namespaceOf(pid);
    if (namespace === undefined) return this.#mapped(pid);
    if (namespace === this.#own?.namespace) return undefined;
    if (!this.#known.has(namespace)) this.#known.set(namespace, this.#mapped(pid));
    return this.#known.get(namespace);
  }

  #mapped(pid: string): readonly ContainerMount[] | undefined {
    const theirs = this.#textOf(pid);
    if (this.#own === undefined || theirs === undefined || theirs === this.#own.text) return undefined;
    const own = (this.#ownByDevice ??= byDevice(parseMountinfo(this.#own.text)));
    return parseMountinfo(theirs)
      .flatMap(({ device, root, mountPoint }): readonly ContainerMount[] => {
        const [ours] = (own.get(device) ?? [])
          .filter((mount) => isAtOrBelow(root, mount.root))
          .sort((a, b) => b.root.length - a.root.length);
        if (ours === undefined) return [];
        const rest = ours.root === '/' ? root : root.slice(ours.root.length);
        return [{ inside: mountPoint, outside: joined(ours.mountPoint, rest) }];
      })
      .sort((a, b) => b.inside.length - a.inside.length);
  }

  #namespaceOf(pid: string): string | undefined {
    try {
      return readlinkSync(`${this.#proc}/${pid}/ns/mnt`);
    } catch {
      return undefined;
    }
  }

  #textOf(pid: string): string | undefined {
    try {
      return readFileSync(`${this.#proc}/${pid}/mountinfo`, 'utf8');
    } catch {
      return undefined;
    }
  }
}

function byDevice(mounts: readonly Mount[]): ReadonlyMap<string, readonly Mount[]> {
  const groups = new Map<string, Mount[]>();
  for (const mount of mounts) {
    const group = groups.get(mount.device);
    if (group === undefined) groups.set(mount.device, [mount]);
    else group.push(mount);
  }
  return groups;
}

function joined(folder: string, rest: string): string {
  const path = `${folder === '/' ? '' : folder}${rest === '/' ? '' : rest}`;
  return path === '' ? '/' : path;
}
