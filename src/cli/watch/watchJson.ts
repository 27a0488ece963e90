import type { Finding } from '../../core/model/finding.ts';
import type { Problem } from '../../core/model/outcome.ts';
import type { WatchedConnections } from '../../core/model/watched.ts';

/** What `watch` prints; docs/watch.md describes it. */
export interface WatchJson extends WatchedConnections {
  readonly schema: 'socket-diagnostics/watch';
  readonly version: 1;
  readonly findings: readonly Finding[];
  /** What makes it incomplete. */
  readonly problems: readonly Problem[];
}

export function watchJson(
  watched: WatchedConnections,
  findings: readonly Finding[],
  problems: readonly Problem[],
): WatchJson {
  return { schema: 'socket-diagnostics/watch', version: 1, ...watched, findings, problems };
}
