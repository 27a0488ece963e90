import type { KindCounts, WatchedConnections } from '../../src/core/model/watched.ts';

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
