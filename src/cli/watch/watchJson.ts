import type { Finding } from '../../core/model/finding.ts';
import type { Problem } from '../../core/model/outcome.ts';
import type { WatchedConnections } from '../../core/model/watched.ts';

/** Of docs/watch.md. */
export function watchJson(
  watched: WatchedConnections,
  findings: readonly Finding[],
  problems: readonly Problem[],
): object {
  return { schema: 'socket-diagnostics/watch', version: 1, ...watched, findings, problems };
}
