/** Where the time comes from, so that tests can let it pass. */
export interface Clock {
  /** Milliseconds, growing. */
  now(): number;
  /** Calls once, after so many milliseconds; what it gives takes that back. */
  after(milliseconds: number, call: () => void): () => void;
}

/** The time spent on the work is at most one part in so many: 5 %. */
const dutyDivisor = 20;

/**
 * Does the same work again and again, one at a time. Each run starts an interval after the start of the one before, and
 * never so early that more than 5 % of the time is spent on it.
 */
export class Repeater {
  readonly #clock: Clock;
  readonly #work: () => Promise<void>;
  #intervalMs = 0;
  #isRunning = false;
  #last: { readonly startedAt: number; readonly tookMs: number } | undefined;
  #takeBack: (() => void) | undefined;

  /** `work` never fails: it says so itself, and calls {@link every} when it is to stop. */
  constructor(clock: Clock, work: () => Promise<void>) {
    this.#clock = clock;
    this.#work = work;
  }

  /** From now on with this interval, in milliseconds; 0 stops. The first run is at once where it is due. */
  every(intervalMs: number): void {
    if (intervalMs === this.#intervalMs) return;
    this.#intervalMs = intervalMs;
    this.#plan();
  }

  /** The same work was done for another reason: the next run is an interval after that. */
  note(startedAt: number, tookMs: number): void {
    this.#last = { startedAt, tookMs };
    this.#plan();
  }

  #plan(): void {
    this.#takeBack?.();
    this.#takeBack = undefined;
    if (this.#intervalMs <= 0 || this.#isRunning) return;
    this.#takeBack = this.#clock.after(this.#waitMs(), () => void this.#run());
  }

  #waitMs(): number {
    if (this.#last === undefined) return 0;
    const { startedAt, tookMs } = this.#last;
    const period = Math.max(this.#intervalMs, tookMs * dutyDivisor);
    return Math.max(0, startedAt + period - this.#clock.now());
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    const startedAt = this.#clock.now();
    await this.#work();
    this.#isRunning = false;
    this.note(startedAt, this.#clock.now() - startedAt);
  }
}
