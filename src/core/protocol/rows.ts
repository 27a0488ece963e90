import type { Problem } from '../model/outcome.ts';
import type { TreeOf } from './inspection.ts';

/** Messages that take rows out of a tree: to the clipboard, or to a file. */

/**
 * - `line`: a socket in the columns of `ss` with tabs between them, a group with its figures.
 * - `json`: as `socket-diagnostics sockets --json` has sockets; of a group how many are in each state.
 * - `command`: a call of `ss` that lists the same sockets.
 */
export type CopyFormat = 'line' | 'json' | 'command';

export const copyRowsRequest = 'socketDiagnostics/copyRows';
export interface CopyRowsParams extends TreeOf {
  /** Ids of rows. */
  readonly rows: readonly string[];
  readonly format: CopyFormat;
}
export type CopyRowsResult =
  | {
      readonly kind: 'text';
      /** Hostile where it names processes. Empty where there is nothing to copy; the notes say why. */
      readonly text: string;
      /** Sentences: in what the text is less than what was asked for. */
      readonly notes: readonly string[];
    }
  /** The server no longer holds that inspection. */
  | { readonly kind: 'stale' };

/** Writes sockets to a file of the server's machine, as CSV (RFC 4180). Cancelled by the request's cancellation token. */
export const exportCsvRequest = 'socketDiagnostics/exportCsv';
export interface ExportCsvParams extends TreeOf {
  /** Ids of rows whose sockets are wanted; none for all that the tree shows. */
  readonly rows: readonly string[];
  readonly path: string;
}
export type ExportCsvResult =
  | { readonly kind: 'saved'; readonly sockets: number }
  | { readonly kind: 'stale' }
  | { readonly kind: 'failed'; readonly problem: Problem };
