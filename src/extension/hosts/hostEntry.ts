import { hostId, parseHostId } from '../../core/model/hostId.ts';
import type { ListedHost } from '../../core/protocol/hosts.ts';

/** A place that can be inspected, as the Hosts view lists it. */
export interface HostEntry {
  /** As in all messages (core/model/hostId.ts). */
  readonly id: string;
  /** This machine, a remote host over ssh, a network namespace of this machine by the source of its name, or a saved inspection. */
  readonly kind: ListedHost['kind'] | 'ssh' | 'file';
  /** Its familiar name. Hostile text. */
  readonly label: string;
  /** It was listed before and no longer exists. */
  readonly isGone?: boolean;
}

export function sshEntry(name: string): HostEntry {
  return { id: hostId('ssh', name), kind: 'ssh', label: name };
}

function fileEntry(path: string): HostEntry {
  return { id: hostId('file', path), kind: 'file', label: path.replace(/^.*[\\/]/, '') };
}

/** For a host that is not on the list, or not yet. */
export function entryFromId(id: string): HostEntry {
  const parsed = parseHostId(id);
  if (parsed === undefined || parsed.kind === 'local') return { id, kind: 'named', label: id };
  switch (parsed.kind) {
    case 'ssh':
      return sshEntry(parsed.name);
    case 'file':
      return fileEntry(parsed.name);
    case 'netns':
      return { id, kind: 'named', label: parsed.name };
  }
}
