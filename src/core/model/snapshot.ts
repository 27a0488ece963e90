import type { ConfiguredParameters } from './configuredParameters.ts';
import type { CounterReadings } from './counters.ts';
import type { HostFacts } from './hostFacts.ts';
import type { NatPorts } from './natPorts.ts';
import type { Outcome } from './outcome.ts';
import type { Parameters } from './parameters.ts';
import type { WatchedConnections } from './watched.ts';
import type { UdpSocket } from './udpSocket.ts';
import type { SocketTable } from './socketTable.ts';

/** The ways to read the sockets of a host, best first; `src/host/collectors.ts` says which there are for which host. */
export const collectorIds = ['sock_diag', 'ss', 'proc'] as const;
export type CollectorId = (typeof collectorIds)[number];

export const collectorChoices = ['auto', ...collectorIds] as const;
export type CollectorChoice = (typeof collectorChoices)[number];

/** A collector that was tried before the one that was used, and why it was not used. */
export interface CollectorAttempt {
  readonly collector: CollectorId;
  readonly reason: string;
}

/** Everything that was read from one host at one time. Immutable. */
export interface Snapshot {
  /** Milliseconds since 1970, by the clock of the machine that collects. */
  readonly takenAt: number;
  /** From the first read to the last, in milliseconds. */
  readonly elapsedMs: number;
  readonly hostLabel: string;
  /**
   * The words that lead a command from a shell of this machine to where the sockets are; absent where none are needed. Empty where
   * some are needed and not known: a snapshot does not keep them.
   */
  readonly wayIn?: readonly string[];
  readonly facts: Outcome<HostFacts>;
  /** The collector that read `sockets`; undefined if none could. */
  readonly collector: CollectorId | undefined;
  readonly attempts: readonly CollectorAttempt[];
  readonly sockets: Outcome<SocketTable>;
  /** How much later than the list was complete `quietMs` of the sockets was asked for, in milliseconds; absent if it was not. */
  readonly lookedAgainAfterMs?: number;
  /** Absent where the kernel's list of them could not be read. */
  readonly udp?: readonly UdpSocket[];
  /** What a source NAT of the host uses, fullest first; absent where it cannot be a problem and was not read. */
  readonly nat?: Outcome<readonly NatPorts[]>;
  readonly counters: Outcome<CounterReadings>;
  readonly parameters: Outcome<Parameters>;
  /** What the host's configuration files set. */
  readonly configuration: Outcome<ConfiguredParameters>;
  /** Connections that ended while somebody listened; absent if nobody did. */
  readonly connections?: Outcome<WatchedConnections>;
}
