import type { PortRange } from './portRange.ts';
import type { ProcessInfo } from './processes.ts';

/**
 * How a socket uses a local port:
 * - `listener`: it listens there;
 * - `accepted`: a connection that a listening socket there accepted;
 * - `left`: such a connection whose listening socket is gone;
 * - `connection`: a connection that was opened from the port;
 * - `bound`: bind() without a connection;
 * - `timeWait`: a connection that has ended and still keeps the port;
 * - `udp`: a UDP socket, whose ports are a pool of its own.
 */
export type PortUseKind = 'listener' | 'accepted' | 'left' | 'connection' | 'bound' | 'timeWait' | 'udp';

/** Sockets that use the port in the same way, for the same address and the same processes. */
export interface PortUser {
  readonly kind: PortUseKind;
  /** An address; the port is the one that was asked for. */
  readonly localAddress: string;
  /** The peer of the first of them, as an endpoint; absent where there is none. */
  readonly peer?: string;
  readonly count: number;
  /** Empty where no process holds them, or none that can be seen. Names are hostile text. */
  readonly processes: readonly ProcessInfo[];
  /** How long the last of them will still be there, in milliseconds: of TIME_WAIT. */
  readonly endsInMs?: number;
}

/** A listening socket on the same port in another network namespace of the host. */
export interface PortElsewhere {
  /** `net:[4026531840]` */
  readonly namespace: string;
  /** The oldest process in it. */
  readonly pid: number;
  readonly localAddress: string;
  /** Empty where none can be seen. */
  readonly processes: readonly ProcessInfo[];
}

/** Who uses a local port of a host, and what the kernel parameters say about it. */
export interface PortUse {
  readonly port: number;
  /** Whether all TCP sockets on the port were read; if not, there may be users that are not listed. */
  readonly isComplete: boolean;
  readonly users: readonly PortUser[];
  /** As far as they can be seen; undefined if the other network namespaces could not be looked at. */
  readonly elsewhere: readonly PortElsewhere[] | undefined;
  /** `ip_local_port_range`; undefined if it could not be read. */
  readonly range: PortRange | undefined;
  /** `ip_local_reserved_ports`; undefined if it could not be read. */
  readonly reserved: readonly PortRange[] | undefined;
  /** `ip_unprivileged_port_start`; undefined if it could not be read. */
  readonly unprivilegedStart: number | undefined;
  /** Of the process that looked; undefined if not known. */
  readonly effectiveUser: number | undefined;
  /** Whether sockets that are bound and have no connection would be among the users. */
  readonly seesBound: boolean;
}
