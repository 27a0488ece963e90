import type { Problem } from '../model/outcome.ts';
import type { TcpStateName } from '../model/tcpState.ts';
import type { TreeShape } from '../model/treeShape.ts';
import { treeShape } from './inspection.ts';
import { notification, request } from './messageTypes.ts';
import { flag, optional, text } from './schema.ts';

/**
 * Messages about closing sockets by force. Nothing is closed but what a preview has named: the preview reads the sockets
 * anew and keeps the kernel's own names of those that were chosen, and the order to close refers to it.
 */

export interface PreviewCloseParams {
  readonly host: string;
  /** The id of a tree row: all sockets below it, or the socket that it is. All sockets if absent. */
  readonly row?: string;
  /** Only sockets that it matches; as for `socketDiagnostics/filter`, but rejected if a word cannot be parsed. */
  readonly filter?: string;
  /** Of the tree that the row is in; as for `socketDiagnostics/children`. */
  readonly shape?: TreeShape;
}
export type PreviewCloseResult = ClosePreview | Refused;
/** What would be closed. */
export const previewCloseRequest = request<PreviewCloseParams, PreviewCloseResult>('previewClose', {
  host: text,
  row: optional(text),
  filter: optional(text),
  shape: optional(treeShape),
});

export interface ClosePreview {
  readonly kind: 'preview';
  /** Names this preview in `closeSocketsRequest`. Good for once, and for some minutes. */
  readonly token: string;
  readonly count: number;
  /** Most first. */
  readonly states: readonly {
    readonly state: TcpStateName;
    readonly count: number;
    /** What closing means for them. */
    readonly effect: string;
  }[];
  /** What the filter means, in words: `state TIME_WAIT, and remote port 443`. Absent if there is none. */
  readonly filter?: string;
  /** The first few, `local ↔ remote`. */
  readonly examples: readonly string[];
  /** Listening sockets among the chosen: they are left alone. */
  readonly listening: number;
  /** Connections that this window itself may hang on. */
  readonly own: number;
  /** The same for a terminal, where `ss` can say it exactly. */
  readonly command?: string;
}

/** Why nothing is done. Its codes begin with `close-`, `parameter-` or are those of reading. */
export interface Refused {
  readonly kind: 'refused';
  readonly problem: Problem;
  /** A command for a terminal, for a user with permission. It is never run automatically. */
  readonly command?: string;
}

export interface CloseSocketsParams {
  readonly token: string;
}
export type CloseSocketsResult = ClosedSockets | Refused;
/** Closes what a preview has named. */
export const closeSocketsRequest = request<CloseSocketsParams, CloseSocketsResult>('closeSockets', {
  token: text,
});

/** What became of them, by reading the sockets once more. */
export interface ClosedSockets {
  readonly kind: 'closed';
  /** Are not there any more. */
  readonly closed: number;
  /** Of `closed`, those that had ended before their turn came. */
  readonly goneBefore: number;
  /** Are still there, by reason. */
  readonly remaining: readonly {
    readonly reason: string;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
}

/** Whether the user allows changes of hosts: part of `initializationOptions`, and sent when it changes. */
export interface HostChangeOptions {
  /** Absent counts as no. */
  readonly allowHostChanges?: boolean;
}
export const hostChangesNotification = notification<HostChangeOptions>('hostChanges', {
  allowHostChanges: optional(flag),
});
