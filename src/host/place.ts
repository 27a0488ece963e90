import type { Collector } from '../core/collect/collector.ts';
import type { Host } from '../core/collect/host.ts';
import type { SocketEndSource } from '../core/collect/socketEndSource.ts';
import type { StateChangeSource } from '../core/collect/stateChangeSource.ts';
import type { SocketCloser } from '../core/collect/socketCloser.ts';
import { inspect, inspectSaved, type Inspection, type InspectRequest } from '../core/inspect/inspect.ts';
import { readSnapshotFile } from './snapshotFile.ts';
import type { SshOptions } from './ssh/sshPlace.ts';
import { steadyClock } from './steadyClock.ts';
import { UnreachableHost } from './unreachableHost.ts';

/** A host, and the ways to read its sockets, best first. */
export interface InspectedHost {
  readonly host: Host;
  readonly collectors: readonly Collector[];
  /** How the host is reached, if over ssh. */
  readonly ssh?: SshOptions;
  /** Absent if sockets cannot be closed. */
  readonly closer?: SocketCloser;
  /** Absent if the ends of connections cannot be listened to. */
  readonly ends?: SocketEndSource;
  /** For exact mode; absent if the kernel of this host is another one. */
  readonly changes?: StateChangeSource;
  /** Ends everything that was started to reach the host. */
  readonly dispose?: () => Promise<void>;
}

/** A file that contains a saved inspection. */
export interface SavedInspection {
  readonly path: string;
}

/** What can be inspected. */
export type Place = InspectedHost | SavedInspection;

export function isHost(place: Place): place is InspectedHost {
  return 'host' in place;
}

/** Inspects a host, or judges a saved inspection again. Throws only `CancelledError`. */
export async function inspectPlace(
  place: Place,
  request: Omit<InspectRequest, 'host' | 'collectors' | 'ends' | 'steadyNow'>,
): Promise<Inspection> {
  if (isHost(place)) return inspect({ ...request, steadyNow: steadyClock.now, ...place });
  const saved = await readSnapshotFile(place.path);
  return 'value' in saved
    ? inspectSaved(saved.value, place.path)
    : inspect({ ...request, host: new UnreachableHost(place.path, saved), collectors: [] });
}
