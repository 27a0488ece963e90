import type { Span } from '../parse/sysctlLine.ts';
import type { FileText } from './fileText.ts';

/** Encodes a text for the container that holds it; undefined if that is not possible. */
export type Encode = (text: string) => string | undefined;

const asIs: Encode = (text) => text;

/**
 * A text embedded in a file, as its consumer sees it: a script without the indentation of the surrounding YAML, or a
 * value without its quotes. It knows the position of each of its characters in the file.
 */
export class Region {
  readonly file: FileText;
  readonly text: string;
  readonly encode: Encode;
  /** The offset of each character and of the end; a single number if the characters are contiguous. */
  readonly #offsets: number | readonly number[];

  private constructor(file: FileText, text: string, offsets: number | readonly number[], encode: Encode) {
    this.file = file;
    this.text = text;
    this.encode = encode;
    this.#offsets = offsets;
  }

  static of(file: FileText): Region {
    return new Region(file, file.text, 0, asIs);
  }

  /** Whether it is all of the file. */
  get isFile(): boolean {
    return this.#offsets === 0 && this.text.length === this.file.text.length;
  }

  /** The position of a character in the file; after the last character, where the text ends, whatever follows it in the file. */
  offset(at: number): number {
    const place = Math.min(at, this.text.length);
    return typeof this.#offsets === 'number' ? this.#offsets + place : (this.#offsets[place] ?? this.#end);
  }

  span({ start, end }: Span): Span {
    // The end is the position after the last character; after an escape or an indentation, the next character is elsewhere.
    return { start: this.offset(start), end: end > start ? this.#after(end - 1) : this.offset(end) };
  }

  /** Whether a part appears unchanged in the file. */
  isPlain({ start, end }: Span): boolean {
    const span = this.span({ start, end });
    return (
      span.end - span.start === end - start &&
      this.file.text.slice(span.start, span.end) === this.text.slice(start, end)
    );
  }

  /** A part, character by character. */
  part({ start, end }: Span, encode: Encode = asIs): Region {
    const text = this.text.slice(start, end);
    const both = chained(encode, this.encode);
    if (typeof this.#offsets === 'number') return new Region(this.file, text, this.#offsets + start, both);
    const places = this.#offsets.slice(start, end + 1);
    return new Region(this.file, text, places.length === 0 ? [this.#end] : places, both);
  }

  /** A text decoded from this one: `offsets` contains the position of each decoded character and of the end. */
  decoded(text: string, offsets: readonly number[], encode: Encode): Region {
    const places = offsets.map((at) => this.offset(at));
    return new Region(this.file, text, places, chained(encode, this.encode));
  }

  /** The same places, with some characters made unknown. */
  masked(text: string): Region {
    return new Region(this.file, text, this.#offsets, this.encode);
  }

  #after(at: number): number {
    const next = this.offset(at + 1);
    // An escape is longer than the character it represents; indentation belongs to no character.
    const isBeforeIndentation =
      typeof this.#offsets !== 'number' && at + 1 < this.text.length && this.text[at] === '\n';
    return isBeforeIndentation ? this.offset(at) + 1 : next;
  }

  get #end(): number {
    return typeof this.#offsets === 'number' ? this.#offsets + this.text.length : (this.#offsets.at(-1) ?? 0);
  }
}

function chained(inner: Encode, outer: Encode): Encode {
  if (inner === asIs) return outer;
  if (outer === asIs) return inner;
  return (text) => {
    const once = inner(text);
    return once === undefined ? undefined : outer(once);
  };
}
