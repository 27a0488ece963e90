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
 * Everything that users see of one inspection. The command line prints it and the report panel draws it, and neither
 * adds facts of its own. docs/report.md describes the JSON; a change that could break a reader increases
 * `reportVersion`.
 */
export interface Report {
  readonly schema: typeof reportSchema;
  readonly version: typeof reportVersion;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** From the first read to the last, in milliseconds. */
  readonly elapsedMs: number;
  /** The file that the snapshot was opened from; absent for a live report. */
  readonly openedFrom?: string;
  readonly host: ReportHost;
  readonly collector: {
    readonly requested: CollectorChoice;
    /** Undefined if no collector could read the sockets. */
    readonly used?: CollectorId;
    readonly attempts: readonly CollectorAttempt[];
  };
  readonly outcomes: Readonly<Record<ReportSectionName, OutcomeNote>>;
  readonly verdict: { readonly severity: Severity | 'healthy' | 'unknown'; readonly sentence: string };
  readonly findings: readonly ReportFinding[];
  /** Rules that could not judge because a section was missing. */
  readonly notJudged: readonly NotJudged[];
  /** Files of the source that were not searched for the lines that cause findings; absent if all were, or there is no source. */
  readonly unsearched?: UnsearchedFiles;
  /** Absent if the sockets could not be read. */
  readonly sockets?: ReportSockets;
  readonly timeWait: ReportTimeWait;
  /** Absent in the first inspection of a host. */
  readonly rates?: ReportRates;
  /** Since the network namespace was created; absent if the counters could not be read. */
  readonly counters?: ReportCounters;
  /** Connections that ended while listening; absent if nothing listened. */
  readonly connections?: WatchedConnections;
  readonly parameters: readonly ReportParameter[];
  /** Which configuration files `parameters` refers to; absent if they could not be read. */
  readonly configuration?: ReportConfiguration;
}

/** The number of files by reason; a reason without a file is absent. */
export interface UnsearchedFiles {
  /** Files above 1 MB. */
  readonly tooLarge?: number;
  readonly unreadable?: number;
  /** Files after the first 200,000. */
  readonly overLimit?: number;
  /** Files that the parser gave up on. */
  readonly unparsed?: number;
  /** Files whose grammar could not be loaded. */
  readonly noGrammar?: number;
  /** Files with more than 1,000 lines that were found, of which the rest was not looked for. */
  readonly overSites?: number;
}

export type ReportSectionName =
  'facts' | 'sockets' | 'counters' | 'parameters' | 'configuration' | 'processes' | 'connections';

export interface ReportConfiguration {
  /** The tool whose file order applies. */
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
  /** Changes at every boot. */
  readonly bootId?: string;
}

/** Rules that could not judge because the same section was missing. */
export interface NotJudged {
  /**
   * `nat`: the ports that a source NAT of the host uses. `servicePorts`: those on which files declare services.
   * `secondReading`: the sockets a second later. `queueLimits`: those of listening sockets. `boundSockets`: those that are bound
   * and not connected.
   */
  readonly missing:
    ReportSectionName | 'nat' | 'servicePorts' | 'secondReading' | 'queueLimits' | 'boundSockets';
  /** The missing kernel parameter, if nothing else was missing. */
  readonly key?: string;
  readonly reason: string;
  readonly rules: readonly string[];
}

export interface ReportSockets {
  readonly total: number;
  /** All states in the kernel's order, including those without sockets. */
  readonly states: readonly { readonly state: TcpStateName; readonly count: number }[];
  /** Absent if the port range could not be read. */
  readonly ports?: ReportPorts;
  readonly reuse: ReportReuse;
  /** Largest share of the usable ports first; at most 100. */
  readonly destinations: readonly ReportDestination[];
  readonly destinationCount: number;
  /** Most TIME_WAIT sockets first; at most 100. */
  readonly listeners: readonly ReportListener[];
  readonly listenerCount: number;
  /** Remote addresses of incoming connections, most sockets first; at most 100. */
  readonly clients: readonly ReportClient[];
  readonly clientCount: number;
}

/** The local ports that the kernel can choose from for one destination. */
export interface ReportPorts {
  readonly low: number;
  readonly high: number;
  /** Ports in the range that `ip_local_reserved_ports` excludes. */
  readonly reserved: number;
  /** Ports in the range held by listening sockets, which are skipped for every destination. */
  readonly listening: number;
  /** Ports in the range that programs took with bind(), which are skipped for every destination. Absent in old reports. */
  readonly bound?: number;
  /** The ports left for a new destination. */
  readonly usable: number;
  /** True if sockets that are bound but not connected are not visible, so the real `usable` may be lower. */
  readonly upperBound: boolean;
}

/** The use of the port range by outgoing connections to one remote endpoint. */
export interface ReportDestination {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Distinct local ports in the range that are in use, in any state. */
  readonly used: number;
  /** Of `used`, those that a program took with bind() before it connected; absent if there are none. */
  readonly bound?: number;
  /** Of `used`, those in TIME_WAIT. */
  readonly timeWait: number;
  /** Of `timeWait`, those that `tcp_tw_reuse` lets a new connection reuse right now. */
  readonly reusable: number;
  readonly usable?: number;
  /** `used / usable`, 0 to 1. */
  readonly share?: number;
  /** Connections per second that the range sustains indefinitely if this side closes first. */
  readonly sustainablePerSecond?: number;
  /** Closes per second over the last 10 seconds, from the current TIME_WAIT sockets. */
  readonly closesPerSecond: number;
  /** Seconds from now until no port is left at this rate; 0: none is left. Absent if the rate is sustainable or unknown. */
  readonly fullInSeconds?: number;
}

/** Whether and when a new outgoing connection may reuse a port in TIME_WAIT. */
export interface ReportReuse {
  readonly mode: 'all' | 'loopback' | 'none';
  /** Why reuse cannot work at all. */
  readonly blockedBy?: 'tcp_tw_reuse' | 'tcp_timestamps';
  readonly delaySeconds: number;
}

export interface ReportListener {
  readonly address: string;
  readonly port: number;
  /** False if the listening socket is gone but its connections still exist. */
  readonly listening: boolean;
  /** Connections of this port in TIME_WAIT: this host closed them first. */
  readonly timeWait: number;
  /** Connections of this port that are established. */
  readonly established: number;
  /** Connections of this port in CLOSE_WAIT: the peer closed, but the program on this host has not. */
  readonly closeWait: number;
  readonly total: number;
  readonly acceptQueue: number;
  /** Absent if the source does not provide it. */
  readonly acceptQueueLimit?: number;
  /** The listening processes; absent if not looked up or not visible. */
  readonly process?: string;
}

export interface ReportClient {
  readonly remoteAddress: string;
  readonly localPort: number;
  readonly total: number;
  readonly timeWait: number;
  /**
   * The share of the 64,512 ports from 1024 up that one address has for one of our ports and that are in TIME_WAIT, 0
   * to 1: a NAT router in front of many clients will reuse them.
   */
  readonly portShare: number;
}

export interface ReportTimeWait {
  /** Sockets in state TIME_WAIT; absent if the sockets could not be read. */
  readonly count?: number;
  /** By the side that opened the connections: this host (client), the peer (server), or unknown. */
  readonly client?: number;
  readonly server?: number;
  readonly other?: number;
  /** Of `count`, those without a timer, which are not in `ages`. */
  readonly untimed?: number;
  /** The kernel's own count of timewait mini-sockets; includes orphaned FIN_WAIT2. */
  readonly kernelCount?: number;
  /** `tcp_max_tw_buckets`. */
  readonly limit?: number;
  /** `TCPTimeWaitOverflow`: sockets that skipped TIME_WAIT since the network namespace was created. */
  readonly overflowed?: number;
  /** The approximate kernel memory that the sockets in `count` use. */
  readonly bytes?: number;
  /** How long the kernel keeps a socket in TIME_WAIT, in seconds. */
  readonly lengthSeconds: number;
  /** When the current TIME_WAIT sockets were closed, one bucket per second, newest first. */
  readonly ages: readonly ReportAge[];
}

export interface ReportAge {
  /** The socket entered TIME_WAIT between this many seconds ago and one more. */
  readonly secondsAgo: number;
  readonly client: number;
  readonly server: number;
  readonly other: number;
}
