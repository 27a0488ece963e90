import { setTimeout } from 'node:timers/promises';
import type { Pacing } from '../core/inspect/watchConnections.ts';

/** A clock that no change of the time of day touches. */
export const steadyClock: Pacing = {
  now: () => performance.now(),
  pause: (ms) => setTimeout(ms),
};
