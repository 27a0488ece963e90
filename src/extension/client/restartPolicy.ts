/** How often a crashed server is restarted automatically: a few times, not indefinitely. */
export class RestartPolicy {
  readonly #limit: number;
  readonly #windowMs: number;
  #deaths: readonly number[] = [];

  constructor(limit = 3, windowMs = 180_000) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Records a crash at `now` (milliseconds of a steady clock). Returns false if there were more than the limit within the window. */
  restartAfterDeath(now: number): boolean {
    this.#deaths = [...this.#deaths.filter((death) => now - death < this.#windowMs), now];
    return this.#deaths.length <= this.#limit;
  }
}
