import type { AddressTable } from '../model/addressTable.ts';

const notAsked = -2;

/** Ids of addresses of one table as those of another. */
export class Translator {
  readonly #from: AddressTable;
  readonly #to: AddressTable;
  readonly #known: Int32Array;

  constructor(from: AddressTable, to: AddressTable) {
    this.#from = from;
    this.#to = to;
    this.#known = new Int32Array(from.size).fill(notAsked);
  }

  /** -1 if the other table does not have the address. */
  get(id: number): number {
    const known = this.#known[id] ?? -1;
    return known === notAsked ? this.#find(id) : known;
  }

  #find(id: number): number {
    const from = this.#from;
    const found = this.#to.find(from.word(id, 0), from.word(id, 1), from.word(id, 2), from.word(id, 3));
    this.#known[id] = found;
    return found;
  }
}
