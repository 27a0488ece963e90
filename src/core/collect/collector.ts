import type { Cancellation } from '../model/cancellation.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SocketOwners } from '../model/processes.ts';
import type { CollectorId } from '../model/snapshot.ts';
import type { SocketIds } from '../model/socketIds.ts';
import type { SocketTable } from '../model/socketTable.ts';
import type { TcpState } from '../model/tcpState.ts';
import type { Source, SourceReader } from './host.ts';

export interface CollectedSockets {
  readonly table: SocketTable;
  /** Where the source names processes by itself. */
  readonly owners?: SocketOwners;
  /** Where they were asked for, and the source has them. */
  readonly ids?: SocketIds;
}

/**
 * Which sockets are wanted, where that is fewer than all. A hint: a collector that can have the kernel leave out the
 * others does so, one that cannot gives more, and who asks filters anyway.
 */
export interface SocketQuery {
  readonly states?: readonly TcpState[];
  readonly localPort?: number;
  /** Also the kernel's own names of the sockets. */
  readonly withIds?: boolean;
}

/** One way to read all TCP sockets of a host. */
export interface Collector {
  readonly id: CollectorId;
  /** For progress, for instance "Reading sockets with ss…". */
  readonly progress: string;
  /** What it reads first, where that does not depend on the host. */
  readonly sources?: readonly Source[];
  collect(
    host: SourceReader,
    facts: HostFacts,
    cancellation: Cancellation,
    query?: SocketQuery,
  ): Promise<Outcome<CollectedSockets>>;
}
