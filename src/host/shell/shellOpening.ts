import type { SsEventsAnswer } from '../../core/collect/ssEvents.ts';

/** What start-up files and banners may say before the shell answers. */
const longestNoise = 4 << 20;
/** A newline, a word and a newline. */
const longestAnswer = 16;

/** Waits for the line with the token; what comes after it is what `ss` prints. */
export class ShellOpening {
  readonly #line: RegExp;
  /** From here on a line may still be the one: a newline before it counts. */
  readonly #room: number;
  readonly #onListening: () => void;
  readonly #onChunk: (chunk: Uint8Array) => void;
  #noise = 0;
  /** The end of what came, as long as the line may be: what is before it was looked at. */
  #text = '\n';
  answer: SsEventsAnswer | undefined;

  constructor(token: string, onListening: () => void, onChunk: (chunk: Uint8Array) => void) {
    this.#line = new RegExp(`\\n${token} (missing|old|lines|buffers)\\n`);
    this.#room = token.length + longestAnswer;
    this.#onListening = onListening;
    this.#onChunk = onChunk;
  }

  get isListening(): boolean {
    return this.answer === 'lines' || this.answer === 'buffers';
  }

  /** Whether there is nothing to wait for any more. */
  push(chunk: Uint8Array): boolean {
    if (this.isListening) {
      this.#onChunk(chunk);
      return false;
    }
    const text = this.#text + Buffer.from(chunk).toString('latin1');
    const found = this.#line.exec(text);
    if (found === null) {
      this.#text = text.slice(-this.#room);
      this.#noise += chunk.length;
      return this.#noise > longestNoise;
    }
    this.answer = found[1] as SsEventsAnswer;
    if (found[1] === 'missing' || found[1] === 'old') return true;
    this.#onListening();
    const rest = Buffer.from(text.slice(found.index + found[0].length), 'latin1');
    if (rest.length > 0) this.#onChunk(new Uint8Array(rest));
    return false;
  }
}
