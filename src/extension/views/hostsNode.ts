import type { FleetHost } from '../../core/protocol/viewModels.ts';
import type { HostEntry } from '../hosts/hostEntry.ts';

/** A row of the Hosts view that can be inspected. */
export interface PlaceNode {
  readonly kind: 'place';
  /** Its id: commands accept any node that has one (`namedHost`). */
  readonly host: string;
  readonly entry: HostEntry;
}

/** A row of the Hosts view with child rows. */
export interface HostGroupNode {
  readonly kind: 'group';
  readonly group: 'namespaces' | 'files';
}

/** A Prometheus: commands accept any node that has an address. */
export interface FleetNode {
  readonly kind: 'fleet';
  readonly address: string;
}

export interface JobNode {
  readonly kind: 'job';
  readonly address: string;
  readonly job: string;
}

/** A host that a Prometheus knows. */
export interface InstanceNode {
  readonly kind: 'instance';
  readonly address: string;
  readonly instance: FleetHost;
  /** The listed host with its name, through which it can be inspected itself. */
  readonly place?: string;
}

/** "Show more", after the first hosts of a job. */
export interface MoreInstancesNode {
  readonly kind: 'moreInstances';
  readonly address: string;
  readonly job: string;
  readonly shown: number;
  readonly total: number;
}

/** What is missing below a Prometheus, and what to do. */
export interface FleetNoteNode {
  readonly kind: 'fleetNote';
  readonly address: string;
  readonly text: string;
  readonly isProblem: boolean;
}

export type FleetsNode = FleetNode | JobNode | InstanceNode | MoreInstancesNode | FleetNoteNode;

export type HostsNode = PlaceNode | HostGroupNode | FleetsNode;
