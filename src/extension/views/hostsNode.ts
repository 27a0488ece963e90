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

export type HostsNode = PlaceNode | HostGroupNode;
