import type { Cancellation } from '../model/cancellation.ts';
import type { ByteOrder } from '../model/hostFacts.ts';
import type { Outcome, Problem } from '../model/outcome.ts';
import type { CollectedSockets } from './collector.ts';
import type { ChunkReader } from './host.ts';

/** What came while a source was listened to. */
export interface Listened {
  /** Messages that the kernel dropped because the earlier ones had not been read. */
  readonly lost: number;
  /** What makes the list incomplete in another way. */
  readonly problems: readonly Problem[];
}

export interface ListenRequest {
  /** What ended, as `format` of the source says. The bytes are valid during the call. */
  readonly onChunk: ChunkReader;
  /** Called once, when everything that ends from now on is announced. */
  readonly onListening: () => void;
  /** Called when messages were dropped, with how many until now. */
  readonly onLost?: (lost: number) => void;
  /** Ends the listening, which is no failure. */
  readonly until: Cancellation;
}

/** Messages of sock_diag, or what `ss -E` prints. */
export type EndFormat =
  { readonly kind: 'sock_diag'; readonly byteOrder: ByteOrder } | { readonly kind: 'ss' };

/** Where the ends of TCP sockets are announced, and the sockets that there are meanwhile can be looked at. */
export interface SocketEndSource {
  readonly format: EndFormat;
  /** Listens until it is told to end, or fails. Nothing is left behind in either case. */
  listen(request: ListenRequest): Promise<Outcome<Listened>>;
  /** All sockets that there are now. Throws only `CancelledError`. */
  sockets(cancellation: Cancellation): Promise<Outcome<CollectedSockets>>;
  /**
   * Processor time that looking takes so far, in milliseconds, if this process looks by itself: on a busy machine, the time
   * that passes says nothing of it.
   */
  spentMs?(): number;
}
