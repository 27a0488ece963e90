import { countText } from './numberText.ts';
import type { Problem } from './outcome.ts';

/** A network namespace of this machine: a container, a sandboxed service, or one created with `ip netns`. */
export interface NetworkNamespace {
  /** The kernel's name: `net:[4026531840]`. */
  readonly inode: string;
  /** The argument for `--netns`: an `ip netns` name, or the id of a process in it. */
  readonly key: string;
  /** Its familiar name. */
  readonly name: string;
  readonly kind: 'named' | 'container' | 'unit' | 'command';
  /** The oldest process in it; absent if no process runs in a named namespace. */
  readonly pid?: number;
}

/** The oldest process in each network namespace: the one with the lowest id. */
export function oldestProcesses(
  processes: Iterable<{ readonly namespace: string; readonly pid: number }>,
): ReadonlyMap<string, number> {
  const oldest = new Map<string, number>();
  for (const { namespace, pid } of processes)
    oldest.set(namespace, Math.min(pid, oldest.get(namespace) ?? pid));
  return oldest;
}

/** `hidden`: how many processes did not say which namespace they are in. */
export function hiddenNamespaces(hidden: number): Problem {
  return {
    code: 'namespaces-hidden',
    message: `${countText(hidden, 'process', 'processes')} cannot be read, so there may be more network namespaces.`,
    nextStep:
      'Only root sees the containers and services of all users, and processes with more rights than it has stay hidden.',
  };
}
