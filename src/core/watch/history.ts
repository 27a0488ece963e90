import type { EndHistory } from '../model/watched.ts';

const maxSteps = 240;

/** Ends in each second; if there are more than 240 seconds, two steps become one again and again. */
export class History {
  readonly #ended = new Uint32Array(maxSteps);
  readonly #failed = new Uint32Array(maxSteps);
  #width = 1;
  #steps = 0;

  add(second: number, failed: boolean): void {
    if (!(second >= 0)) return;
    while (second >= maxSteps * this.#width) this.#halve();
    const step = Math.floor(second / this.#width);
    this.#ended[step] = (this.#ended[step] ?? 0) + 1;
    if (failed) this.#failed[step] = (this.#failed[step] ?? 0) + 1;
    this.#steps = Math.max(this.#steps, step + 1);
  }

  /** @param seconds that were listened to: the last step may be a part of one. */
  value(seconds: number): EndHistory {
    const steps = Math.min(maxSteps, Math.max(this.#steps, Math.floor(seconds / this.#width)));
    return {
      secondsPerStep: this.#width,
      ended: [...this.#ended.subarray(0, steps)],
      failed: [...this.#failed.subarray(0, steps)],
    };
  }

  #halve(): void {
    for (const counts of [this.#ended, this.#failed]) {
      for (let step = 0; step < maxSteps; step++)
        counts[step] = step < maxSteps / 2 ? (counts[2 * step] ?? 0) + (counts[2 * step + 1] ?? 0) : 0;
    }
    this.#width *= 2;
    this.#steps = Math.ceil(this.#steps / 2);
  }
}
