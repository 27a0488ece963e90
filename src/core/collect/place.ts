import type { SshOptions } from '../model/sshOptions.ts';
import type { Collector } from './collector.ts';
import type { Host } from './host.ts';
import type { SocketCloser } from './socketCloser.ts';
import type { SocketEndSource } from './socketEndSource.ts';
import type { StateChangeSource } from './stateChangeSource.ts';

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
  /** Or the address of the file, if it is opened in a browser. */
  readonly path: string;
}

/** What can be inspected. */
export type Place = InspectedHost | SavedInspection;

export function isHost(place: Place): place is InspectedHost {
  return 'host' in place;
}
