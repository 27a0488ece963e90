/** A column of counts that grows with its highest index. */
export class GrowingCounts {
  #counts = new Uint32Array(256);

  increment(index: number): void {
    if (index >= this.#counts.length) {
      const grown = new Uint32Array(Math.max(index + 1, this.#counts.length * 2));
      grown.set(this.#counts);
      this.#counts = grown;
    }
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  get(index: number): number {
    return this.#counts[index] ?? 0;
  }
}
