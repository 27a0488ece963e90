import type { ConfiguredValue, SysctlTool } from '../configuredParameters.ts';
import type { HostFacts } from '../hostFacts.ts';
import type { NatPorts } from '../natPorts.ts';
import type { Outcome } from '../outcome.ts';
import type { ProcessInfo } from '../processes.ts';
import type { CollectorAttempt, CollectorChoice, CollectorId } from '../snapshot.ts';
import type { UdpSocket } from '../udpSocket.ts';
import type { WatchedConnections } from '../watched.ts';
import type { snapshotSchema, snapshotVersion } from './savedSnapshot.ts';

/** A saved snapshot as it is in its file; docs/snapshot.md describes it. */
export interface SnapshotJson {
  readonly schema: typeof snapshotSchema;
  readonly version: typeof snapshotVersion;
  /** ISO 8601, UTC, by the clock of the machine that collected. */
  readonly takenAt: string;
  /** From the first read to the last, in milliseconds. */
  readonly elapsedMs: number;
  readonly hostLabel: string;
  /** Whether the sockets are in a network namespace that was entered from outside. */
  readonly isEntered?: true;
  /** The requested collector. */
  readonly requested: CollectorChoice;
  /** The collector that read the sockets; absent if none could. */
  readonly collector: CollectorId | undefined;
  readonly attempts: readonly CollectorAttempt[];
  readonly facts: Outcome<SavedFacts>;
  readonly counters: Outcome<SavedReadings>;
  /** The running values by key. */
  readonly parameters: Outcome<Readonly<Record<string, string>>>;
  readonly configuration: Outcome<SavedConfiguration>;
  readonly sockets: Outcome<SavedTable>;
  /** Connections that ended while somebody listened; absent if nobody did. */
  readonly connections?: Outcome<WatchedConnections>;
  /** How much later `quietMs` of the sockets was asked for, in milliseconds; absent if it was not. */
  readonly lookedAgainAfterMs: number | undefined;
  /** Absent if the kernel's list of them could not be read. */
  readonly udp: readonly UdpSocket[] | undefined;
  /** Tracked connections of a source NAT; absent if it cannot be a problem and was not read. */
  readonly nat?: Outcome<readonly NatPorts[]>;
  /** The processes that were looked up; absent if none were. */
  readonly processes?: Outcome<readonly SavedOwners[]>;
}

/** Without the version of the kernel, which is derived from its release. */
export type SavedFacts = Omit<HostFacts, 'kernel'>;

/** The kernel's counters by name. */
export type SavedCounters = Readonly<Record<string, number>>;

export interface SavedReadings {
  readonly current: SavedCounters;
  readonly previous?: { readonly counters: SavedCounters; readonly secondsEarlier: number };
}

/** What the configuration files of the host set, by key. */
export interface SavedConfiguration {
  readonly values: Readonly<Record<string, ConfiguredValue>>;
  /** The tool whose file order applies. */
  readonly tool: SysctlTool;
  /** Whether they are applied at boot to the network namespace that was inspected. */
  readonly appliesHere: boolean;
}

/** The processes that hold a socket open. */
export interface SavedOwners {
  readonly inode: number;
  readonly processes: readonly ProcessInfo[];
}

/** The sockets by column: the n-th number of each column belongs to the n-th socket. */
export interface SavedTable {
  readonly length: number;
  /** 32 hexadecimal digits each; the columns of addresses number them from 0. */
  readonly addresses: readonly string[];
  readonly columns: SavedColumns;
  /** Milliseconds since each socket last received, if that was asked for. */
  readonly quietMs?: readonly number[];
}

/** The columns that `socketColumns` declares, written out for the JSON Schema; docs/snapshot.md has their units. */
export interface SavedColumns {
  readonly localAddress: readonly number[];
  readonly remoteAddress: readonly number[];
  readonly receiveQueue: readonly number[];
  readonly sendQueue: readonly number[];
  readonly timerMs: readonly number[];
  readonly uid: readonly number[];
  readonly inode: readonly number[];
  /** Absent if the source does not provide it. */
  readonly acceptQueueLimit?: readonly number[];
  readonly localPort: readonly number[];
  readonly remotePort: readonly number[];
  readonly family: readonly number[];
  readonly state: readonly number[];
  readonly timer: readonly number[];
  readonly retransmits: readonly number[];
}
