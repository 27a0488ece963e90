/** How often a server that dies is started again without being asked: a few times, not for ever. */
export class RestartPolicy {
  readonly #limit: number;
  readonly #windowMs: number;
  #deaths: readonly number[] = [];

  constructor(limit = 3, windowMs = 180_000) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Notes a death at `now` (milliseconds); false when there were more than the limit within the window. */
  restartAfterDeath(now: number): boolean {
    this.#deaths = [...this.#deaths.filter((death) => now - death < this.#windowMs), now];
    return this.#deaths.length <= this.#limit;
  }
}
