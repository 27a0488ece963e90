import type { ReportFinding } from '../findings/findingActions.ts';
import type { TcpStateName } from '../../model/tcpState.ts';
import type { Report, ReportDestination } from '../report.ts';
import type { ReportParameter } from '../reportParameters.ts';

/** What one side says of something. What is not there, or was not read, is said to be so and is never a 0. */
export type Told<T> =
  | { readonly kind: 'value'; readonly value: T }
  /** `why` is a few words: `none`, `not read`, `not judged`. */
  | { readonly kind: 'absent'; readonly why: string };

export interface Pair<T> {
  readonly left: Told<T>;
  readonly right: Told<T>;
}

/** What could be compared, or why it could not. */
export type Part<T> =
  | { readonly kind: 'compared'; readonly rows: readonly T[] }
  | { readonly kind: 'not-compared'; readonly why: string };

/**
 * - `same`: one network namespace of one host, not restarted in between: its counters went on.
 * - `same-name`: hosts of one name, of which that cannot be said.
 * - `others`: two hosts, or two network namespaces.
 */
export type Relation = 'same' | 'same-name' | 'others';

/** Two reports next to each other. Where they tell of one host at two times, `left` is the older. */
export interface Comparison {
  /** `TIME_WAIT: web1 ⟷ web2` */
  readonly title: string;
  readonly relation: Relation;
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  readonly figures: readonly ComparedFigure[];
  /** Worst first. */
  readonly findings: readonly ComparedFinding[];
  /** States that at least one side has sockets in, in the kernel's order. */
  readonly states: Part<ComparedState>;
  /** By remote endpoint, the fullest first. */
  readonly destinations: Part<ComparedDestination>;
  /** By local port, the one with most TIME_WAIT first. */
  readonly listeners: Part<ComparedListener>;
  /** Kernel parameters of which the sides differ. */
  readonly parameters: Part<ComparedParameter>;
  /** Counters that grew in between; for one host only. */
  readonly counters: Part<ComparedCounter>;
}

export interface ComparedSide {
  /** Tells the two apart: a label, or Before and After. */
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

/** Of several local addresses, each side has the one with the fewest ports left. */
export interface ComparedDestination extends Pair<ReportDestination> {
  readonly remoteAddress: string;
  readonly remotePort: number;
}

export interface ComparedListener extends Pair<PortOfServer> {
  readonly port: number;
}

/** All that listens on one port, and its connections, whatever the address. */
export interface PortOfServer {
  /** False where the listening socket is gone and its connections are still there. */
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
  /** Absent where both were read at one moment. */
  readonly perSecond?: number;
}
