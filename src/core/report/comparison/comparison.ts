import type { ReportFinding } from '../findings/findingActions.ts';
import type { TcpStateName } from '../../model/tcpState.ts';
import type { WatchedDestination } from '../../model/watched.ts';
import type { Report, ReportDestination } from '../report.ts';
import type { ReportParameter } from '../reportParameters.ts';

/** The value on one side. A value that does not exist or was not read is marked as such and is never 0. */
export type Told<T> =
  | { readonly kind: 'value'; readonly value: T }
  /** `why` is a short text: `none`, `not read`, `not judged`. */
  | { readonly kind: 'absent'; readonly why: string };

export interface Pair<T> {
  readonly left: Told<T>;
  readonly right: Told<T>;
}

/** The comparison, or why it was not possible. */
export type ComparedPart<T> =
  | { readonly kind: 'compared'; readonly rows: readonly T[] }
  | { readonly kind: 'not-compared'; readonly why: string };

/**
 * - `same`: one network namespace of one host that was not restarted in between, so its counters continued.
 * - `same-name`: hosts with the same name for which this is not known.
 * - `others`: two hosts, or two network namespaces.
 */
export type Relation = 'same' | 'same-name' | 'others';

/** Two reports side by side. If they are of one host at two times, `left` is the older. */
export interface Comparison {
  /** `TIME_WAIT: web1 ⟷ web2` */
  readonly title: string;
  readonly relation: Relation;
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  /** Fixes that were made in between, and whether they worked. */
  readonly proofs: readonly ComparedProof[];
  readonly figures: readonly ComparedFigure[];
  /** Worst first. */
  readonly findings: readonly ComparedFinding[];
  /** States in which at least one side has sockets, in the kernel's order. */
  readonly states: ComparedPart<ComparedState>;
  /** By remote endpoint, fullest first. */
  readonly destinations: ComparedPart<ComparedDestination>;
  /** By local port, most TIME_WAIT sockets first. */
  readonly listeners: ComparedPart<ComparedListener>;
  /** By remote endpoint, failures first, then the busiest. */
  readonly connections: ComparedPart<ComparedConnections>;
  /** Kernel parameters in which the two sides differ. */
  readonly parameters: ComparedPart<ComparedParameter>;
  /** Counters that grew in between; for one host only. */
  readonly counters: ComparedPart<ComparedCounter>;
}

export interface ComparedProof {
  /** The line that was fixed, such as `conf/site.conf:12`. */
  readonly place: string;
  /** Absent if nothing is proved. */
  readonly worked?: boolean;
  readonly sentence: string;
}

export interface ComparedSide {
  /** Distinguishes the two: a label, or Before and After. */
  readonly name: string;
  readonly label: string;
  readonly hostname?: string;
  readonly kernelRelease?: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly openedFrom?: string;
  readonly verdict: Report['verdict'];
}

export interface ComparedFigure extends Pair<number> {
  readonly label: string;
  readonly unit: Unit;
}

/** `share`: 0 to 1, written in percent. */
export type Unit = 'number' | 'share';

export type ComparedFinding = Pair<ReportFinding>;

export interface ComparedState extends Pair<number> {
  readonly state: TcpStateName;
}

/** If there are several local addresses, each side shows the one with the fewest ports left. */
export interface ComparedDestination extends Pair<ReportDestination> {
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/** Connections to one remote endpoint that ended while somebody listened. */
export interface ComparedConnections extends Pair<WatchedDestination> {
  readonly remoteAddress: string;
  /** 0 if the kernel did not say. */
  readonly remotePort: number;
}

export interface ComparedListener extends Pair<PortOfServer> {
  readonly port: number;
}

/** All listening sockets on one port, on any address, and their connections. */
export interface PortOfServer {
  /** False if the listening socket is gone but its connections still exist. */
  readonly listening: boolean;
  readonly process?: string;
  readonly timeWait: number;
  readonly established: number;
  readonly closeWait: number;
}

export interface ComparedParameter extends Pair<ReportParameter> {
  readonly key: string;
}

export interface ComparedCounter {
  readonly name: string;
  readonly meaning: string;
  readonly growth: number;
  /** Absent if both were read at the same moment. */
  readonly perSecond?: number;
}
