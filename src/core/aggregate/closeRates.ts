/** Closes per second are averaged over this many seconds: long enough to be stable, short enough to be current. */
const windowMs = 10_000;
/** A load that began less than this ago, or paused for longer, is a burst: nothing says that it goes on. */
const leastSpanMs = 2000;
const longestPauseMs = 1500;

/** How often connections of a group were closed first by this host. */
export interface CloseRate {
  readonly perSecond: number;
  /** It has gone on for some seconds, up to now. */
  readonly isGoingOn: boolean;
}

/** Counts the closes of the last seconds by group, with the ages of the newest and the oldest. */
export class CloseRates {
  #recent = new Uint32Array(64);
  #newest = new Float64Array(64).fill(Infinity);
  #oldest = new Float64Array(64);

  /** A socket of a group that entered TIME_WAIT so long ago. */
  add(group: number, ageMs: number): void {
    if (group >= this.#recent.length) this.#grow(group);
    // Rarely true, and a store for each of a million sockets costs more than the question.
    if (ageMs < (this.#newest[group] ?? 0)) this.#newest[group] = ageMs;
    if (ageMs > (this.#oldest[group] ?? 0)) this.#oldest[group] = ageMs;
    if (ageMs < windowMs) this.#recent[group] = (this.#recent[group] ?? 0) + 1;
  }

  /** A load that is younger than the window is averaged over the time that it has gone on. */
  of(group: number): CloseRate {
    const recent = this.#recent[group] ?? 0;
    const oldest = this.#oldest[group] ?? 0;
    const isGoingOn = oldest >= leastSpanMs && (this.#newest[group] ?? Infinity) <= longestPauseMs;
    const spanMs = isGoingOn ? Math.min(windowMs, oldest) : windowMs;
    return { perSecond: (recent * 1000) / spanMs, isGoingOn };
  }

  #grow(group: number): void {
    const size = Math.max(group + 1, this.#recent.length * 2);
    const [recent, newest, oldest] = [this.#recent, this.#newest, this.#oldest];
    this.#recent = new Uint32Array(size);
    this.#newest = new Float64Array(size).fill(Infinity);
    this.#oldest = new Float64Array(size);
    this.#recent.set(recent);
    this.#newest.set(newest);
    this.#oldest.set(oldest);
  }
}
