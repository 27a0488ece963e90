/**
 * What can be inspected, as all messages and arguments name it: `local` for the machine and network namespace that this program
 * runs in, `ssh:user@host:port` (user and port may be left out), `netns:NAME` or `netns:PID` for another namespace of this
 * machine, and `file:PATH` for a saved inspection.
 */
export type HostId =
  { readonly kind: 'local' } | { readonly kind: 'ssh' | 'netns' | 'file'; readonly name: string };

export const localHost = 'local';

/** Undefined if it is none. The name is not checked: whoever uses it says what is wrong with it. */
export function parseHostId(id: string): HostId | undefined {
  if (id === localHost) return { kind: 'local' };
  const colon = id.indexOf(':');
  const kind = named.find((each) => each === id.slice(0, colon));
  const name = id.slice(colon + 1);
  return kind === undefined || name === '' ? undefined : { kind, name };
}

export function hostId(kind: 'ssh' | 'netns' | 'file', name: string): string {
  return `${kind}:${name}`;
}

/** The name behind an id of this kind; undefined for an id of another. */
export function nameOf(id: string, kind: 'ssh' | 'netns' | 'file'): string | undefined {
  const parsed = parseHostId(id);
  return parsed?.kind === kind ? parsed.name : undefined;
}

const named = ['ssh', 'netns', 'file'] as const;

/** It stays as it is: there is nothing to follow, to inspect again, or to change. */
export function isSnapshotHost(id: string): boolean {
  return nameOf(id, 'file') !== undefined;
}
