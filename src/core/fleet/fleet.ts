import type { Severity } from '../model/finding.ts';
import type { Problem } from '../model/outcome.ts';

export const fleetSchema = 'socket-diagnostics/fleet';
/** See docs/fleet.md. A change that could break a reader increases it. */
export const fleetVersion = 1;

/** The hosts that a Prometheus knows. */
export interface Fleet {
  readonly schema: typeof fleetSchema;
  readonly version: typeof fleetVersion;
  /** Worst first. */
  readonly hosts: readonly FleetHost[];
  /** On most hosts first. */
  readonly findings: readonly FleetFinding[];
  /** The parameters whose values differ between hosts. */
  readonly drift: readonly FleetParameter[];
  /** What makes the answer incomplete. */
  readonly problems: readonly Problem[];
}

export type FleetSeverity = Severity | 'healthy' | 'unknown';

/** One scraped target. Its names are hostile text. */
export interface FleetHost {
  readonly job: string;
  readonly instance: string;
  /** `node`: only node_exporter's figures are known, which are of the whole host and not of a destination. */
  readonly source: 'exporter' | 'node';
  readonly severity: FleetSeverity;
  /** Why it is unknown. */
  readonly reason?: string;
  /** The fullest destination's share of its local ports, 0 to 1. */
  readonly fullestShare?: number;
  /** Absent if no destination has a series of its own. */
  readonly fullest?: FleetDestination;
  /** Sockets in the TIME_WAIT table. */
  readonly timeWait?: number;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: Severity;
    readonly count: number;
  }[];
  /** Since its last inspection, by Prometheus' clock. */
  readonly secondsOld?: number;
}

export interface FleetDestination {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly remotePort: string;
}

export interface FleetFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly hosts: number;
}

export interface FleetParameter {
  readonly key: string;
  /** Which of several numbers; absent if there is one. */
  readonly index?: number;
  /** Most hosts first. */
  readonly values: readonly { readonly value: string; readonly hosts: number }[];
}
