import type { TimeWaitLevel } from '../../core/protocol/viewModels.ts';

/** What is known of the level of TIME_WAIT. */
export interface LevelState {
  /** It is read again and again at the moment; else what is known grows old. */
  readonly isFollowed: boolean;
  readonly last?: {
    readonly level: TimeWaitLevel;
    /** Milliseconds since 1970. */
    readonly takenAt: number;
  };
  /** Why it is not followed any more. */
  readonly failure?: string;
}
