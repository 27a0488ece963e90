import type { TreeRow } from '../../core/protocol/viewModels.ts';

/** A host whose sockets are shown, if there is more than one. */
export interface HostNode {
  readonly kind: 'host';
  readonly host: string;
}

/** A row created by the server. */
export interface RowNode {
  readonly kind: 'row';
  readonly host: string;
  readonly row: TreeRow;
  readonly parent: RowNode | undefined;
}

/** "Show more", after the loaded rows. */
export interface MoreNode {
  readonly kind: 'more';
  readonly host: string;
  /** Undefined at the top level. */
  readonly parent: RowNode | undefined;
  readonly shown: number;
  readonly total: number;
}

/** A row below a host. */
export type SocketNode = RowNode | MoreNode;
