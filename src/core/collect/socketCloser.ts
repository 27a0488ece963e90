import type { AddressFamily } from '../model/addressTable.ts';
import type { Cancellation } from '../model/cancellation.ts';
import type { Failure, Outcome } from '../model/outcome.ts';
import type { SocketIds } from '../model/socketIds.ts';
import type { CollectedSockets } from './collector.ts';

/** Sockets to close, by the kernel's ids, never by their endpoints alone. */
export interface ClosingOrder {
  readonly ids: SocketIds;
  /** The address family of each socket, in the same order. */
  readonly families: readonly AddressFamily[];
}

/** The kernel's result for one socket: `closed`, `gone` if it had already ended, otherwise the name of the error. */
export type CloseAnswer = 'closed' | 'gone' | `E${string}`;

/** Closes sockets at one place. Nothing else here changes a host. */
export interface SocketCloser {
  /** Why this user cannot close sockets here, as far as is known without closing one. */
  refusal(): Promise<Failure | undefined>;
  /** All current sockets, with their ids. */
  collect(cancellation: Cancellation): Promise<Outcome<CollectedSockets>>;
  /** Closes the sockets one by one and returns the result of each. A cancellation leaves the rest unchanged. */
  close(order: ClosingOrder, cancellation: Cancellation): Promise<Outcome<readonly CloseAnswer[]>>;
}
