import type { Problem } from '../model/outcome.ts';
import { request } from './messageTypes.ts';
import { flag, number, optional, text } from './schema.ts';

export interface WatchParams {
  readonly host: string;
  /** Until stopped if absent. */
  readonly seconds?: number;
  /** Reads the kernel's trace, too: root only, for at most a minute, and only if the user has just asked for it. */
  readonly exact?: boolean;
}

export type WatchResult =
  | { readonly kind: 'watched'; readonly seconds: number; readonly ended: number; readonly lost: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * Listens to a host for connections that end. Cancelling ends the listening, and the answer is what was seen until then.
 * Progress comes as of an inspection. The next inspection of the host has what was seen in its report.
 */
export const watchRequest = request<WatchParams, WatchResult>('watch', {
  host: text,
  seconds: optional(number),
  exact: optional(flag),
});
