import type { KindCounts, WatchedConnections, WatchedGroup } from '../../src/core/model/watched.ts';

export const noKinds: KindCounts = {
  probe: 0,
  exchange: 0,
  long: 0,
  resetByUs: 0,
  resetByPeer: 0,
  refused: 0,
  timedOut: 0,
  noLocalPort: 0,
};

/** Somebody listened for a second, and nothing ended. */
export const noConnections: WatchedConnections = {
  seconds: 1,
  ended: 0,
  lost: 0,
  kinds: noKinds,
  history: { secondsPerStep: 1, ended: [0], failed: [0] },
  destinations: [],
  destinationCount: 0,
  listeners: [],
  listenerCount: 0,
};

/** Connections of a destination or a listening socket that ended so, in ten seconds. */
export function watchedGroup(kinds: Partial<KindCounts>, rest: Partial<WatchedGroup> = {}): WatchedGroup {
  const ended = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  const none = { total: 0 };
  return {
    ended,
    perSecond: ended / 10,
    kinds: { ...noKinds, ...kinds },
    closedFirst: { us: ended, peer: 0, unknown: 0 },
    bytes: { sent: none, received: none },
    segments: { out: { total: 10 * ended }, in: none },
    retransmits: 0,
    processes: [],
    ...rest,
  };
}
