import type { ListedHost } from '../../core/protocol/hosts.ts';

/** A place that can be inspected, as the Hosts view lists it. */
export interface HostEntry {
  /** As in all messages (core/protocol/hosts.ts). */
  readonly id: string;
  /** This machine, another one over ssh, a network namespace of this one by what named it, or a saved inspection. */
  readonly kind: ListedHost['kind'] | 'ssh' | 'file';
  /** What a person knows it by. Hostile text. */
  readonly label: string;
  /** It was listed once and is not there any more. */
  readonly isGone?: boolean;
}

export function sshEntry(name: string): HostEntry {
  return { id: `ssh:${name}`, kind: 'ssh', label: name };
}

function fileEntry(path: string): HostEntry {
  return { id: `file:${path}`, kind: 'file', label: path.replace(/^.*[\\/]/, '') };
}

/** Of a host that is not on the list, or not yet. */
export function entryFromId(id: string): HostEntry {
  const [, scheme = '', rest = id] = /^(ssh|netns|file):(.+)$/s.exec(id) ?? [];
  switch (scheme) {
    case 'ssh':
      return sshEntry(rest);
    case 'file':
      return fileEntry(rest);
    default:
      return { id, kind: 'named', label: rest };
  }
}

/** What ssh calls a host of this id; undefined for one that is read in another way. */
export function sshNameOf(id: string): string | undefined {
  return id.startsWith('ssh:') ? id.slice('ssh:'.length) : undefined;
}
