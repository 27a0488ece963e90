import { asciiBytes, Byte, find, startsWith } from './bytes.ts';

/** A mark consists of a few numbers and names; a longer line is not a mark. */
const longestMark = 200;

/** Receives the parts of the stream. */
export interface MarkedSectionsListener {
  /** The words of a mark. */
  onMark(words: readonly string[]): void;
  /** The bytes between two marks, piece by piece. They are valid during the call only. */
  onBytes(bytes: Uint8Array): void;
}

/**
 * Splits a stream at its marks. A mark is a line of the form `<token> word word`, including the newline before it.
 * The bytes between marks are arbitrary, so the token must be unguessable.
 */
export class MarkedSections {
  readonly #listener: MarkedSectionsListener;
  /** A newline, the token and a space. */
  readonly #lead: Uint8Array;
  /** The end of the previous piece, which may be the start of a mark. */
  #held = new Uint8Array(0);

  constructor(token: string, listener: MarkedSectionsListener) {
    this.#lead = asciiBytes(`\n${token} `);
    this.#listener = listener;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#held.length === 0 ? chunk : joined(this.#held, chunk);
    this.#held = new Uint8Array(0);
    let told = 0;
    for (let at = bytes.indexOf(Byte.newline); at >= 0; at = bytes.indexOf(Byte.newline, at)) {
      const isWhole = startsWith(bytes, at, bytes.length, this.#lead);
      const from = at + this.#lead.length;
      const end = isWhole ? find(bytes, from, bytes.length, Byte.newline) : 0;
      if (isWhole && end < bytes.length && end - from <= longestMark) {
        this.#tell(bytes, told, at);
        this.#listener.onMark(String.fromCharCode(...bytes.subarray(from, end)).split(' '));
        told = end + 1;
        at = end + 1;
      } else if (this.#mayGoOn(bytes, at, isWhole)) {
        this.#tell(bytes, told, at);
        this.#held = bytes.slice(at);
        return;
      } else at++;
    }
    this.#tell(bytes, told, bytes.length);
  }

  #tell(bytes: Uint8Array, start: number, end: number): void {
    if (end > start) this.#listener.onBytes(bytes.subarray(start, end));
  }

  /** Whether the piece ends with the possible start of a mark. */
  #mayGoOn(bytes: Uint8Array, at: number, isWhole: boolean): boolean {
    const length = bytes.length - at;
    if (isWhole) return length <= this.#lead.length + longestMark;
    return length < this.#lead.length && startsWith(this.#lead, 0, this.#lead.length, bytes.subarray(at));
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
