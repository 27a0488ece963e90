import type { SysctlTool } from '../model/configuredParameters.ts';
import type { Severity } from '../model/finding.ts';
import type { Problem } from '../model/outcome.ts';
import type { CollectorAttempt, CollectorChoice, CollectorId } from '../model/snapshot.ts';
import type { WatchedConnections } from '../model/watched.ts';
import type { TcpStateName } from '../model/tcpState.ts';
import type { ReportCounters } from './reportCounters.ts';
import type { ReportFinding } from './findings/findingActions.ts';
import type { ReportParameter } from './reportParameters.ts';
import type { ReportRates } from './reportRates.ts';

export const reportSchema = 'socket-diagnostics/report';
export const reportVersion = 1;

/**
 * Everything that a person is told about one inspection. The command line prints it, the report panel draws it, and
 * both hold no facts of their own. docs/report.md describes the JSON; a change that a reader could stumble over raises
 * `reportVersion`.
 */
export interface Report {
  readonly schema: typeof reportSchema;
  readonly version: typeof reportVersion;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** From the first read to the last, in milliseconds. */
  readonly elapsedMs: number;
  /** The file that it was opened from, where it does not tell of the present. */
  readonly openedFrom?: string;
  readonly host: ReportHost;
  readonly collector: {
    readonly requested: CollectorChoice;
    /** Undefined where no collector could read the sockets. */
    readonly used?: CollectorId;
    readonly attempts: readonly CollectorAttempt[];
  };
  readonly outcomes: Readonly<Record<ReportSectionName, OutcomeNote>>;
  readonly verdict: { readonly severity: Severity | 'healthy' | 'unknown'; readonly sentence: string };
  readonly findings: readonly ReportFinding[];
  /** Rules that could not judge because a section was missing. */
  readonly notJudged: readonly NotJudged[];
  /** Absent where the sockets could not be read. */
  readonly sockets?: ReportSockets;
  readonly timeWait: ReportTimeWait;
  /** Absent at a host's first inspection. */
  readonly rates?: ReportRates;
  /** Since the network namespace was made; absent where the counters could not be read. */
  readonly counters?: ReportCounters;
  /** Connections that ended while it was listened for them; absent if nobody listened. */
  readonly connections?: WatchedConnections;
  readonly parameters: readonly ReportParameter[];
  /** Whose configuration files `parameters` tells of; absent where they could not be read. */
  readonly configuration?: ReportConfiguration;
}

export type ReportSectionName =
  'facts' | 'sockets' | 'counters' | 'parameters' | 'configuration' | 'processes' | 'connections';

export interface ReportConfiguration {
  /** In whose order the files are read. */
  readonly tool: SysctlTool;
  /** Whether they are applied at boot to the network namespace that was inspected, not just to that of the machine. */
  readonly appliesHere: boolean;
}

export interface OutcomeNote {
  readonly kind: 'ok' | 'partial' | 'denied' | 'unavailable' | 'failed' | 'not-asked';
  readonly problems: readonly Problem[];
}

export interface ReportHost {
  readonly label: string;
  readonly hostname?: string;
  readonly platform?: string;
  /** As `uname -r` prints it. */
  readonly kernelRelease?: string;
  readonly effectiveUser?: number;
  readonly networkNamespace?: string;
  /** Another one each time that the kernel starts. */
  readonly bootId?: string;
}

/** Rules that could not judge for want of the same section. */
export interface NotJudged {
  readonly missing: ReportSectionName;
  readonly reason: string;
  readonly rules: readonly string[];
}

export interface ReportSockets {
  readonly total: number;
  /** All states, the kernel's order, also those with no socket. */
  readonly states: readonly { readonly state: TcpStateName; readonly count: number }[];
  /** Absent where the port range could not be read. */
  readonly ports?: ReportPorts;
  readonly reuse: ReportReuse;
  /** By share of the usable ports, fullest first; at most 100. */
  readonly destinations: readonly ReportDestination[];
  readonly destinationCount: number;
  /** By TIME_WAIT sockets, most first; at most 100. */
  readonly listeners: readonly ReportListener[];
  readonly listenerCount: number;
  /** Remote addresses of the server side, by sockets, most first; at most 100. */
  readonly clients: readonly ReportClient[];
  readonly clientCount: number;
}

/** How many local ports the kernel can choose from for one destination. */
export interface ReportPorts {
  readonly low: number;
  readonly high: number;
  /** Ports of the range that `ip_local_reserved_ports` takes out. */
  readonly reserved: number;
  /** Ports of the range that listening sockets hold: skipped for every destination. */
  readonly listening: number;
  /** Ports of the range that programs took with bind(): skipped for every destination. Absent in old reports. */
  readonly bound?: number;
  /** What is left for a new destination. */
  readonly usable: number;
  /** True where sockets that are bound and not connected cannot be seen, so `usable` may be lower in truth. */
  readonly upperBound: boolean;
}

/** What outgoing connections to one remote endpoint take of the port range. */
export interface ReportDestination {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Distinct local ports of the range in use, in any state. */
  readonly used: number;
  /** Of `used`, those that a program took with bind() before it connected; absent where there are none. */
  readonly bound?: number;
  /** Of `used`, those in TIME_WAIT. */
  readonly timeWait: number;
  /** Of `timeWait`, those that `tcp_tw_reuse` lets a new connection take over right now. */
  readonly reusable: number;
  readonly usable?: number;
  /** `used / usable`, 0 to 1. */
  readonly share?: number;
  /** Connections per second that the range sustains for ever when this side closes first. */
  readonly sustainablePerSecond?: number;
  /** Closes per second over the last 10 seconds, as the present TIME_WAIT sockets tell. */
  readonly closesPerSecond: number;
  /** When no port is left if this rate lasts, from now; 0: none is left. Absent where it lasts for ever, or is not known. */
  readonly fullInSeconds?: number;
}

/** Whether and when a new outgoing connection may take over a port in TIME_WAIT. */
export interface ReportReuse {
  readonly mode: 'all' | 'loopback' | 'none';
  /** What keeps reuse from working at all. */
  readonly blockedBy?: 'tcp_tw_reuse' | 'tcp_timestamps';
  readonly delaySeconds: number;
}

export interface ReportListener {
  readonly address: string;
  readonly port: number;
  /** False where the listening socket is gone and its connections are still there. */
  readonly listening: boolean;
  /** Connections of this port in TIME_WAIT: this host closed them first. */
  readonly timeWait: number;
  /** Connections of this port that are established. */
  readonly established: number;
  /** Connections of this port in CLOSE_WAIT: the peer closed, the program here has not. */
  readonly closeWait: number;
  readonly total: number;
  readonly acceptQueue: number;
  /** Absent where the source does not say. */
  readonly acceptQueueLimit?: number;
  /** Who listens; absent where it was not asked or may not be seen. */
  readonly process?: string;
}

export interface ReportClient {
  readonly remoteAddress: string;
  readonly localPort: number;
  readonly total: number;
  readonly timeWait: number;
  /**
   * What part of the 64,512 ports from 1024 on that an address has for one of ours is in TIME_WAIT, 0 to 1: a NAT router
   * in front of many clients meets them again.
   */
  readonly portShare: number;
}

export interface ReportTimeWait {
  /** Sockets in state TIME_WAIT; absent where the sockets could not be read. */
  readonly count?: number;
  /** By who opened the connections: this host (client), the peer (server), or not to be told. */
  readonly client?: number;
  readonly server?: number;
  readonly other?: number;
  /** Of `count`, those whose source gave no timer: not in `ages`. */
  readonly untimed?: number;
  /** The kernel's own count of timewait mini-sockets; includes orphaned FIN_WAIT2. */
  readonly kernelCount?: number;
  /** `tcp_max_tw_buckets`. */
  readonly limit?: number;
  /** `TCPTimeWaitOverflow`: sockets that skipped TIME_WAIT since the network namespace was made. */
  readonly overflowed?: number;
  /** About how much kernel memory the sockets of `count` take. */
  readonly bytes?: number;
  /** How long the kernel keeps a socket in TIME_WAIT, in seconds. */
  readonly lengthSeconds: number;
  /** When the current TIME_WAIT sockets were closed, one bucket a second, the newest first. */
  readonly ages: readonly ReportAge[];
}

export interface ReportAge {
  /** The socket entered TIME_WAIT between this many seconds ago and one more. */
  readonly secondsAgo: number;
  readonly client: number;
  readonly server: number;
  readonly other: number;
}
