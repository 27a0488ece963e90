import type { Spread, Traffic } from '../model/watched.ts';
import { nthSmallest } from './nthSmallest.ts';

const size = 512;
/** Steps in which a sample gets room: of many groups most are small, and what the engine lets grow by itself it copies again and again. */
const growth = 4;
const empty = new Float64Array(0);
/** What all samples are ordered in, one after the other. */
const scratch = new Float64Array(size);

/**
 * The total of a figure, and an even sample of it: all of it up to 512 values. Many figures of a group are the same each time, such as
 * the bytes of a health check: these need neither room nor sorting.
 */
export class Sample {
  #first = 0;
  /** Of the first value alone as long as no other one came. */
  #isUniform = true;
  #values: Float64Array = empty;
  #count = 0;
  #total = 0;
  /** Of the generator (Marsaglia's xorshift), which makes equal runs give equal figures. */
  #random = 0x2545f491;

  add(value: number): void {
    this.#total += value;
    if (this.#isUniform && value === this.#first) this.#count++;
    else this.#addOther(value);
  }

  #addOther(value: number): void {
    if (this.#count === 0) {
      this.#first = value;
      this.#count = 1;
      return;
    }
    if (this.#isUniform) this.#differ();
    this.#count++;
    if (this.#count <= size) {
      if (this.#count > this.#values.length) this.#grow();
      this.#values[this.#count - 1] = value;
      return;
    }
    // Waterman's algorithm R: of integers and one product, it takes less than finding out how many to pass over.
    const place = Math.floor(this.#fraction() * this.#count);
    if (place < size) this.#values[place] = value;
  }

  get total(): number {
    return this.#total;
  }

  /** Undefined if there was no value. */
  spread(scale = 1): Spread | undefined {
    const length = Math.min(this.#count, size);
    if (length === 0) return undefined;
    if (this.#isUniform) return { median: this.#first * scale, p95: this.#first * scale };
    for (let at = 0; at < length; at++) scratch[at] = this.#values[at] ?? 0;
    const place = (share: number): number => Math.ceil(length * share) - 1;
    const [middle, high] = [place(0.5), place(0.95)];
    const median = nthSmallest(scratch, 0, length - 1, middle);
    // What is behind the median now is no smaller.
    const p95 = nthSmallest(scratch, middle, length - 1, high);
    return { median: median * scale, p95: p95 * scale };
  }

  traffic(): Traffic {
    const perConnection = this.spread();
    return { total: this.#total, ...(perConnection && { perConnection }) };
  }

  /** Another value comes: those so far become the sample. */
  #differ(): void {
    this.#isUniform = false;
    const length = Math.min(this.#count, size);
    while (this.#values.length < length) this.#grow();
    this.#values.fill(this.#first, 0, length);
  }

  #grow(): void {
    // The smallest have no memory of their own outside the engine's.
    const values = new Float64Array(Math.max(8, Math.min(size, this.#values.length * growth)));
    values.set(this.#values);
    this.#values = values;
  }

  /** At least 0 and below 1. */
  #fraction(): number {
    let random = this.#random;
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    this.#random = random;
    return (random >>> 0) / 2 ** 32;
  }
}
