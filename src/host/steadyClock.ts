import { setTimeout } from 'node:timers/promises';
import type { Pacing } from '../core/inspect/watchConnections.ts';
import { CancelledError, throwIfCancelled } from '../core/model/cancellation.ts';

/** A clock that no change of the time of day touches. */
export const steadyClock: Pacing = {
  now: () => performance.now(),
  pause: async (ms, cancellation) => {
    if (cancellation === undefined) return setTimeout(ms);
    throwIfCancelled(cancellation);
    const ended = new AbortController();
    const cancel = (): void => {
      ended.abort();
    };
    cancellation.addEventListener('abort', cancel);
    try {
      await setTimeout(ms, undefined, { signal: ended.signal });
    } catch {
      throw new CancelledError();
    } finally {
      cancellation.removeEventListener('abort', cancel);
    }
  },
};
