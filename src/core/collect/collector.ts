import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { CollectorId } from '../model/snapshot.ts';
import type { SocketIds } from '../model/socketIds.ts';
import type { SocketTable } from '../model/socketTable.ts';
import type { SpareRows } from '../model/spareRows.ts';
import type { TcpState } from '../model/tcpState.ts';
import type { Source, SourceReader } from './host.ts';

export interface CollectedSockets {
  readonly table: SocketTable;
  /** Present if the source itself names processes. */
  readonly owners?: SocketOwners;
  /** Present if requested and the source has them. */
  readonly ids?: SocketIds;
}

/**
 * Which sockets are wanted, if not all. This is a hint: a collector lets the kernel filter if it can and otherwise
 * returns more, so the caller must still filter.
 */
export interface SocketQuery {
  readonly states?: readonly TcpState[];
  readonly localPort?: number;
  /** Also return the kernel's ids of the sockets. */
  readonly withIds?: boolean;
  /** About how many there are, if that is known: there is room for them from the start. */
  readonly expected?: number;
  /** Memory for the table. */
  readonly spare?: SpareRows;
}

/** One way to read all TCP sockets of a host. */
export interface Collector {
  readonly id: CollectorId;
  /** For progress, for example "Reading sockets with ss…". */
  readonly progress: string;
  /** What it reads first, if that does not depend on the host. */
  readonly sources?: readonly Source[];
  collect(
    host: SourceReader,
    facts: HostFacts,
    cancellation: Cancellation,
    query?: SocketQuery,
  ): Promise<Outcome<CollectedSockets>>;
  /**
   * Asks once more about those sockets of a table that a rule may want to know the `quietMs` of. Undefined if there are
   * none, or they could not be asked about; absent if the source does not say.
   */
  lookAgain?(
    host: SourceReader,
    facts: HostFacts,
    table: SocketTable,
    cancellation: Cancellation,
  ): Promise<Uint32Array | undefined>;
}
