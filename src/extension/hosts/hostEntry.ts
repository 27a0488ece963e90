import { hostId, parseHostId } from '../../core/model/hostId.ts';
import type { ListedHost } from '../../core/protocol/hosts.ts';

/** A place that can be inspected, as the Hosts view lists it. */
export interface HostEntry {
  /** As in all messages (core/model/hostId.ts). */
  readonly id: string;
  /** This machine, another one over ssh, a network namespace of this one by what named it, or a saved inspection. */
  readonly kind: ListedHost['kind'] | 'ssh' | 'file';
  /** What a person knows it by. Hostile text. */
  readonly label: string;
  /** It was listed once and is not there any more. */
  readonly isGone?: boolean;
}

export function sshEntry(name: string): HostEntry {
  return { id: hostId('ssh', name), kind: 'ssh', label: name };
}

function fileEntry(path: string): HostEntry {
  return { id: hostId('file', path), kind: 'file', label: path.replace(/^.*[\\/]/, '') };
}

/** Of a host that is not on the list, or not yet. */
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
