import type { AddressId } from '../model/addressTable.ts';
import type { BoundPorts } from './boundPorts.ts';
import type { PortBudget } from './portBudget.ts';
import type { SocketGroups } from './socketGroups.ts';
import type { TimeWaitAges } from './timeWaitAges.ts';
import type { TimeWaitReuse } from './timeWaitReuse.ts';
import type { UnseenReuse } from './unseenReuse.ts';

/** The result of aggregating a socket table in one pass. */
export interface Aggregation {
  readonly total: number;
  /** Sockets by state, indexed by the kernel's state numbers. */
  readonly countByState: Uint32Array;
  /** Undefined if the port range is not known. */
  readonly ports: PortBudget | undefined;
  /** Which of these programs hold with bind(); undefined if the port range is not known. */
  readonly bound: BoundPorts | undefined;
  readonly reuse: TimeWaitReuse;
  /** Fullest first. Only destinations that use ports of the range, or all if the range is not known. */
  readonly destinations: readonly Destination[];
  /** Most TIME_WAIT sockets first, then most sockets. */
  readonly listeners: readonly Listener[];
  /** Most sockets first; at most `maxClients`. */
  readonly clients: readonly Client[];
  readonly clientCount: number;
  readonly timeWait: TimeWaitTotals;
  /** The destination or listener that each socket belongs to. */
  readonly groups: SocketGroups;
}

/** Outgoing connections between one local address and one remote endpoint. They share the port range. */
export interface Destination {
  readonly group: number;
  readonly localAddress: AddressId;
  readonly remoteAddress: AddressId;
  readonly remotePort: number;
  /** Local ports in the range that are in use, in any state. */
  readonly used: number;
  /** Of `used`, those that were taken with bind() before connect(). */
  readonly bound: number;
  /** Ports that this destination has in all: those that it uses, and those that connect() could still give it. */
  readonly usable: number | undefined;
  /** Of `used`, those in TIME_WAIT. */
  readonly timeWait: number;
  /** Of `timeWait`, those that a new connection may reuse now (`tcp_tw_reuse`). */
  readonly reusable: number;
  /** Whether `tcp_tw_reuse` applies to this destination at all. */
  readonly reuseApplies: boolean;
  /** Set where `tcp_tw_reuse` should be at work and is not: `reusable` is 0 for that. */
  readonly unseenReuse?: UnseenReuse;
  /** How long a connection that is closed keeps its port from the next one, in milliseconds. */
  readonly holdMs: number;
  /** Sockets that entered TIME_WAIT within the last 10 s, per second; a load that is younger counts from its beginning. */
  readonly closesPerSecond: number;
  /** Whether that load has lasted for some seconds up to now; otherwise it was a burst. */
  readonly isGoingOn: boolean;
}

/** A local endpoint that accepts connections, or did so until recently. */
export interface Listener {
  readonly group: number;
  readonly address: AddressId;
  readonly port: number;
  readonly established: number;
  readonly closeWait: number;
  /** Connections that this host closed first. */
  readonly timeWait: number;
  /** All connections, without the listening sockets themselves. */
  readonly total: number;
  /** Rows of its listening sockets: several with SO_REUSEPORT, none if it no longer listens. */
  readonly rows: readonly number[];
}

/** A remote address that connects to one of our ports. */
export interface Client {
  readonly remoteAddress: AddressId;
  readonly localPort: number;
  readonly total: number;
  readonly timeWait: number;
}

export interface TimeWaitTotals {
  readonly count: number;
  /** Opened by this host: its ports are blocked. */
  readonly client: number;
  /** Opened by the peer to one of our listening ports. */
  readonly server: number;
  /** Unknown, because the local port is neither a listening port nor in the port range. */
  readonly other: number;
  readonly ages: TimeWaitAges;
}
