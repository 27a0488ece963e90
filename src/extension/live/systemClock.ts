import type { Clock } from './repeater.ts';

/** Node.js timers fire immediately if the delay is longer than this. */
const longestMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, Math.min(milliseconds, longestMs));
    return () => {
      clearTimeout(timer);
    };
  },
};
