import type { TimeWaitLevel } from '../model/levelText.ts';
import { collectorChoices, type CollectorChoice } from '../model/snapshot.ts';
import type { Problem } from '../model/outcome.ts';
import { groupings, sortOrders, type TreeShape } from '../model/treeShape.ts';
import type { Report } from '../report/report.ts';
import type { TreePage, TreeRow } from '../tree/treeRow.ts';
import type { CauseSite, SearchFailure } from './causes.ts';
import { notification, request } from './messageTypes.ts';
import { oneOf, optional, record, text, wholeNumber, type Fields, type Schema } from './schema.ts';

/**
 * Messages between the extension and the server process, over the language client's connection. The server keeps the
 * socket table of the newest inspection of each host; the extension gets view models and pages of rows.
 */

/** The error of every request but those about the guide while the workspace is not trusted. */
export const untrustedErrorCode = 1;

export interface InspectParams {
  /** `local`: the machine that the server process runs on. model/hostId.ts describes the other ids. */
  readonly host: string;
  readonly collector: CollectorChoice;
}
export interface InspectResult {
  /** Names the snapshot in later requests. */
  readonly inspection: string;
  readonly report: Report;
  /** The rows of the tree's top level in its usual shape: states that have sockets. Empty when there is none, or none can be read. */
  readonly roots: readonly TreeRow[];
  /** The lines of the workspace that use up connections, those without evidence among them. */
  readonly sites?: readonly CauseSite[];
  /** The workspace was not scanned in time: `sites` lacks lines that the next inspection has. */
  readonly isStillScanning?: true;
  /** Why `sites` lacks lines, or has none. */
  readonly searchFailure?: SearchFailure;
  /** The counters were read once: `lookFurther` tells by what they grew. */
  readonly canLookFurther?: true;
  /** Why the sockets could not be read at all. */
  readonly unreadable?: Problem & { readonly kind: 'denied' | 'unavailable' | 'failed' };
}

/** Collect and judge. Cancelled by the request's cancellation token. */
export const inspectRequest = request<InspectParams, InspectResult>('inspect', {
  host: text,
  collector: oneOf(collectorChoices),
});

export interface LookFurtherParams {
  readonly inspection: string;
}
/** `stale`: a newer inspection has taken its place, or there was nothing to compare with. */
export type LookFurtherResult =
  { readonly kind: 'judged'; readonly result: InspectResult } | { readonly kind: 'stale' };
/**
 * Watches the counters of an inspected host for a second, and judges the same sockets anew with what grew. The answer names an
 * inspection of its own; pages of the first one can be read on until the next inspection.
 */
export const lookFurtherRequest = request<LookFurtherParams, LookFurtherResult>('lookFurther', {
  inspection: text,
});

export interface InspectProgress {
  readonly host: string;
  /** For example "Reading sockets with ss…". */
  readonly message: string;
}
/** Sent by the server while an inspection runs. */
export const inspectProgressNotification = notification<InspectProgress>('inspectProgress', {
  host: text,
  message: text,
});

/** Which tree of an inspection is meant: all its sockets, gathered by state, unless something else is said. */
export interface TreeOf {
  readonly inspection: string;
  /** For example `state:time-wait peer:10.0.0.0/8 age:<10`; core/query/socketFilter.ts has the language. */
  readonly filter?: string;
  readonly shape?: TreeShape;
}
export const treeShape: Schema<TreeShape> = record({ grouping: oneOf(groupings), sort: oneOf(sortOrders) });
export const treeOfFields: Fields<TreeOf> = {
  inspection: text,
  filter: optional(text),
  shape: optional(treeShape),
};

const longestPage = 1000;

export interface ChildrenParams extends TreeOf {
  /** The id of the parent row; empty for the top level. */
  readonly parent: string;
  readonly offset: number;
  readonly limit: number;
}
/** `stale`: the server no longer holds that inspection; inspect again. */
export type ChildrenResult = ({ readonly kind: 'page' } & TreePage) | { readonly kind: 'stale' };
/** A page of the rows below a row, or of the top level. */
export const childrenRequest = request<ChildrenParams, ChildrenResult>('children', {
  ...treeOfFields,
  parent: text,
  offset: wholeNumber(),
  limit: wholeNumber(longestPage),
});

export type FilterParams = TreeOf;
export type FilterResult =
  | {
      readonly kind: 'rows';
      /** The first page of the top level. */
      readonly roots: readonly TreeRow[];
      /** All rows of the top level. */
      readonly rootCount: number;
      readonly matched: number;
      readonly total: number;
      /** Words that cannot be read; the others count. */
      readonly problems: readonly { readonly word: string; readonly message: string }[];
      /** What could not be determined, in sentences, for example that other users' processes cannot be read. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'stale' };
/**
 * The top level of a tree, and how many sockets are in it. Where processes are asked for, by the filter or by the grouping,
 * the owners of all sockets are looked for, which may take seconds: cancelled by the request's cancellation token.
 */
export const filterRequest = request<FilterParams, FilterResult>('filter', treeOfFields);

export interface ExplainParams {
  readonly inspection: string;
  /** The id of a socket's row, in a tree of whatever shape. */
  readonly row: string;
}
export type ExplainResult =
  /** Plain text, lines separated by `\n`. Hostile: it names processes. */
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'stale' };
/** What is to be known of one socket: for the row under the pointer. */
export const explainRequest = request<ExplainParams, ExplainResult>('explain', {
  inspection: text,
  row: text,
});

export interface LevelParams {
  readonly host: string;
}
/** `timeWait` is absent if the counters cannot be read. The others cover the time since the previous level, and are absent the first time. */
export type LevelResult = TimeWaitLevel;
/** Level and rate of TIME_WAIT from the kernel's counters: no socket is looked at, so it may be asked often. */
export const levelRequest = request<LevelParams, LevelResult>('level', { host: text });
