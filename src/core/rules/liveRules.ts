import { acceptQueueOverflow } from './live/acceptQueueOverflow.ts';
import { closeWaitPileUp } from './live/closeWaitPileUp.ts';
import { ephemeralPortExhaustion } from './live/ephemeralPortExhaustion.ts';
import { timeWaitTableLimit } from './live/timeWaitTableLimit.ts';
import type { ParameterRule } from './rule.ts';

/** Rules that need evidence of a running host. */
export const liveRules: readonly ParameterRule[] = [
  ephemeralPortExhaustion,
  timeWaitTableLimit,
  closeWaitPileUp,
  acceptQueueOverflow,
];
