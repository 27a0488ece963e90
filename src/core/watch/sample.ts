import type { Spread, Traffic } from '../model/watched.ts';

const size = 512;

/** The total of a figure, and an even sample of it: all of it up to 512 values. */
export class Sample {
  readonly #values: number[] = [];
  #count = 0;
  #total = 0;
  #random = 1;

  add(value: number): void {
    this.#count++;
    this.#total += value;
    if (this.#values.length < size) this.#values.push(value);
    else {
      // Vitter's algorithm R; the generator (Park and Miller) makes equal runs give equal figures.
      this.#random = (this.#random * 48271) % 0x7fffffff;
      const at = this.#random % this.#count;
      if (at < size) this.#values[at] = value;
    }
  }

  get total(): number {
    return this.#total;
  }

  /** Undefined if there was no value. */
  spread(scale = 1): Spread | undefined {
    if (this.#values.length === 0) return undefined;
    // A typed array is sorted without a call for each pair.
    const sorted = Float64Array.from(this.#values).sort();
    const at = (share: number): number => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * scale;
    return { median: at(0.5), p95: at(0.95) };
  }

  traffic(): Traffic {
    const perConnection = this.spread();
    return { total: this.#total, ...(perConnection && { perConnection }) };
  }
}
