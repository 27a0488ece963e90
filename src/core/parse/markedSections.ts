import { asciiBytes, Byte, find, startsWith } from './bytes.ts';

/** A mark's words are a few numbers and names; a longer line is none. */
const longestMark = 200;

/** What is told apart in the stream. */
export interface MarkedSectionsListener {
  /** The words of a mark. */
  onMark(words: readonly string[]): void;
  /** What stands between two marks, piece by piece. The bytes are valid during the call. */
  onBytes(bytes: Uint8Array): void;
}

/**
 * Tells apart what one stream carries: a mark is a line of its own, `<token> word word`, and the newline before it belongs
 * to it. What stands between marks may be any bytes, so the token must be one that they cannot know.
 */
export class MarkedSections {
  readonly #listener: MarkedSectionsListener;
  /** A newline, the token and a blank. */
  readonly #lead: Uint8Array;
  /** The end of the piece before, which may be the beginning of a mark. */
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

  /** Whether the piece ends within what may become a mark. */
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
