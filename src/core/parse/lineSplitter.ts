import { Byte } from './bytes.ts';

/** Receives one line: `bytes[start]` to before `bytes[end]`, without its newline. The bytes are valid during the call. */
export type LineReader = (bytes: Uint8Array, start: number, end: number) => void;

/** Longer than any line of a source that we read. A source without line breaks must not exhaust memory. */
const maxLineLength = 1 << 16;

/** Splits a stream of chunks into lines, copying only lines that cross a chunk boundary. */
export class LineSplitter {
  readonly #onLine: LineReader;
  #carry = new Uint8Array(0);
  #dropping = false;
  #droppedLines = 0;

  constructor(onLine: LineReader) {
    this.#onLine = onLine;
  }

  /** The number of lines that were too long to keep. */
  get droppedLines(): number {
    return this.#droppedLines;
  }

  push(bytes: Uint8Array): void {
    // Some sources return Buffers. With a single array type, all code that reads bytes is about 10 % faster.
    const chunk = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    let newline = chunk.indexOf(Byte.newline);
    if (newline >= 0 && (this.#carry.length > 0 || this.#dropping)) {
      this.#endCarriedLine(chunk.subarray(0, newline));
      start = newline + 1;
      newline = chunk.indexOf(Byte.newline, start);
    }
    while (newline >= 0) {
      if (newline - start > maxLineLength) this.#droppedLines++;
      else this.#onLine(chunk, start, newline);
      start = newline + 1;
      newline = chunk.indexOf(Byte.newline, start);
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /** Ends the stream; a last line without a newline counts too. */
  finish(): void {
    if (this.#carry.length > 0 || this.#dropping) this.#endCarriedLine(new Uint8Array(0));
  }

  #endCarriedLine(rest: Uint8Array): void {
    this.#keep(rest);
    const line = this.#carry;
    this.#carry = new Uint8Array(0);
    if (!this.#dropping) this.#onLine(line, 0, line.length);
    this.#dropping = false;
  }

  #keep(part: Uint8Array): void {
    if (this.#dropping) return;
    if (this.#carry.length + part.length > maxLineLength) {
      this.#carry = new Uint8Array(0);
      this.#dropping = true;
      this.#droppedLines++;
      return;
    }
    const joined = new Uint8Array(this.#carry.length + part.length);
    joined.set(this.#carry);
    joined.set(part, this.#carry.length);
    this.#carry = joined;
  }
}
