/** The source of time, so that tests can control it. */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  /** Calls a function once, after a delay in milliseconds; the returned object cancels it. */
  after(milliseconds: number, call: () => void): () => void;
}

/** The work takes at most this fraction of the time: 5 %. */
const dutyDivisor = 20;

/**
 * Repeats the same work, one run at a time. Each run starts one interval after the start of the previous one, and
 * late enough that the work takes at most 5 % of the time.
 */
export class Repeater {
  readonly #clock: Clock;
  readonly #work: () => Promise<void>;
  #intervalMs = 0;
  #isRunning = false;
  #last: { readonly startedAt: number; readonly tookMs: number } | undefined;
  #takeBack: (() => void) | undefined;

  /** `work` must not throw: it reports failures itself, and calls {@link every} to stop. */
  constructor(clock: Clock, work: () => Promise<void>) {
    this.#clock = clock;
    this.#work = work;
  }

  /** Sets the interval in milliseconds; 0 stops. If a run is due, it starts immediately. */
  every(intervalMs: number): void {
    if (intervalMs === this.#intervalMs) return;
    this.#intervalMs = intervalMs;
    this.#plan();
  }

  /** The same work was done for another reason, so the next run is one interval later. */
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
