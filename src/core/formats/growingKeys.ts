/** Keys, each once. After an edit the same list goes on, with what is new at its end, and may have keys that are gone. */
export class GrowingKeys {
  readonly #list: string[] = [];
  readonly #seen = new Set<string>();

  get list(): readonly string[] {
    return this.#list;
  }

  add(key: string): void {
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#list.push(key);
  }
}
