/**
 * Work that is asked for again and again, such as after each key press: done at once after a rest, and in a burst only for
 * the newest state, so that it takes at most half of the time and everything else is answered in between.
 */
export class Coalesced {
  readonly #work: (key: string) => Promise<void>;
  readonly #now: () => number;
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #running = new Set<string>();
  /** Asked for again while it ran. */
  readonly #again = new Set<string>();
  /** When the next may start, in the milliseconds of `now`. */
  readonly #nextStart = new Map<string, number>();

  constructor(work: (key: string) => Promise<void>, now = (): number => performance.now()) {
    this.#work = work;
    this.#now = now;
  }

  request(key: string): void {
    if (this.#waiting.has(key)) return;
    if (this.#running.has(key)) {
      this.#again.add(key);
      return;
    }
    const delay = Math.max(0, (this.#nextStart.get(key) ?? 0) - this.#now());
    this.#waiting.set(
      key,
      setTimeout(() => void this.#run(key), delay),
    );
  }

  forget(key: string): void {
    clearTimeout(this.#waiting.get(key));
    this.#waiting.delete(key);
    this.#again.delete(key);
    this.#nextStart.delete(key);
  }

  async #run(key: string): Promise<void> {
    this.#waiting.delete(key);
    this.#running.add(key);
    const start = this.#now();
    try {
      await this.#work(key);
    } finally {
      const end = this.#now();
      this.#running.delete(key);
      this.#nextStart.set(key, end + (end - start));
      if (this.#again.delete(key)) this.request(key);
    }
  }
}
