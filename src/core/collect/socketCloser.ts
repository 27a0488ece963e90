import type { AddressFamily } from '../model/addressTable.ts';
import type { Cancellation } from '../model/cancellation.ts';
import type { Failure, Outcome } from '../model/outcome.ts';
import type { SocketIds } from '../model/socketIds.ts';
import type { CollectedSockets } from './collector.ts';

/** Sockets to be closed, by the kernel's own names: never by their ends alone. */
export interface ClosingOrder {
  readonly ids: SocketIds;
  /** The family of each, in the same order. */
  readonly families: readonly AddressFamily[];
}

/** What the kernel said of one socket: `closed`, `gone` where it had ended before, else the name of its error. */
export type CloseAnswer = 'closed' | 'gone' | `E${string}`;

/** Closes sockets of one place. Nothing else in here changes a host. */
export interface SocketCloser {
  /** Why this user cannot close any socket here, as far as that is known without closing one. */
  refusal(): Promise<Failure | undefined>;
  /** All sockets of now, with their ids. */
  collect(cancellation: Cancellation): Promise<Outcome<CollectedSockets>>;
  /** Closes them one by one, and says of each what became of it. A cancellation leaves the rest as they are. */
  close(order: ClosingOrder, cancellation: Cancellation): Promise<Outcome<readonly CloseAnswer[]>>;
}
