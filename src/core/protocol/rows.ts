import type { Problem } from '../model/outcome.ts';
import { treeOfFields, type TreeOf } from './inspection.ts';
import { request } from './messageTypes.ts';
import { list, oneOf, text } from './schema.ts';

/** Messages that take rows out of a tree: to the clipboard, or to a file. */

/**
 * - `line`: a socket in the columns of `ss` with tabs between them, a group with its figures.
 * - `json`: as `socket-diagnostics sockets --json` has sockets; of a group how many are in each state.
 * - `command`: a call of `ss` that lists the same sockets.
 */
export const copyFormats = ['line', 'json', 'command'] as const;
export type CopyFormat = (typeof copyFormats)[number];

export interface CopyRowsParams extends TreeOf {
  /** Ids of rows. */
  readonly rows: readonly string[];
  readonly format: CopyFormat;
}
export type CopyRowsResult =
  | {
      readonly kind: 'text';
      /** Hostile if it names processes. Empty if there is nothing to copy; the notes say why. */
      readonly text: string;
      /** Sentences: in what the text is less than what was asked for. */
      readonly notes: readonly string[];
    }
  /** The server no longer holds that inspection. */
  | { readonly kind: 'stale' };
export const copyRowsRequest = request<CopyRowsParams, CopyRowsResult>('copyRows', {
  ...treeOfFields,
  rows: list(text),
  format: oneOf(copyFormats),
});

export interface ExportCsvParams extends TreeOf {
  /** Ids of rows whose sockets are wanted; none for all that the tree shows. */
  readonly rows: readonly string[];
  readonly path: string;
}
export type ExportCsvResult =
  | { readonly kind: 'saved'; readonly sockets: number }
  | { readonly kind: 'stale' }
  | { readonly kind: 'failed'; readonly problem: Problem };
/** Writes sockets to a file of the server's machine, as CSV (RFC 4180). Cancelled by the request's cancellation token. */
export const exportCsvRequest = request<ExportCsvParams, ExportCsvResult>('exportCsv', {
  ...treeOfFields,
  rows: list(text),
  path: text,
});
