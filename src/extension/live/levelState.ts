import type { TimeWaitLevel } from '../../core/protocol/viewModels.ts';

/** What is known about the number of TIME_WAIT sockets. */
export interface LevelState {
  /** Whether it is being updated; otherwise the figure becomes outdated. */
  readonly isFollowed: boolean;
  readonly last?: {
    readonly level: TimeWaitLevel;
    /** Milliseconds since 1970. */
    readonly takenAt: number;
  };
  /** Why it is no longer updated. */
  readonly failure?: string;
}
