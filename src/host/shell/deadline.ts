/** A clock that no change of the time of day touches, in milliseconds. */
export interface DeadlineClock {
  now(): number;
  /** Calls once, later; the answer cancels it. */
  after(milliseconds: number, call: () => void): () => void;
}

const ownClock: DeadlineClock = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** When a piece of work is over, however many requests it takes; counted from the first. */
export class Deadline {
  readonly limitMs: number;
  readonly #clock: DeadlineClock;
  #at: number | undefined;

  constructor(limitMs: number, clock = ownClock) {
    this.limitMs = limitMs;
    this.#clock = clock;
  }

  /** Whether there is no time for another request. Begins to count. */
  get isOver(): boolean {
    return this.#leftMs <= 0;
  }

  /** Calls when it is over; the answer cancels that. */
  whenOver(call: () => void): () => void {
    return this.#clock.after(Math.max(0, this.#leftMs), call);
  }

  get #leftMs(): number {
    const now = this.#clock.now();
    this.#at ??= now + this.limitMs;
    return this.#at - now;
  }
}
