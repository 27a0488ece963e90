import type { WriteStream } from 'node:tty';

/** Text on a terminal that is drawn again and again in the same place. */
export class LiveScreen {
  readonly #output: Pick<WriteStream, 'write' | 'columns' | 'rows'>;
  #lines = 0;

  constructor(output: Pick<WriteStream, 'write' | 'columns' | 'rows'>) {
    this.#output = output;
  }

  /** Replaces what was drawn before; what does not fit on the screen is cut. */
  draw(text: string): void {
    const columns = this.#output.columns || 100;
    const lines = text
      .trimEnd()
      .split('\n')
      .slice(0, (this.#output.rows || 40) - 1)
      .map((line) => cut(line, columns));
    this.#output.write(`${this.#back()}${lines.map((line) => `${line}\x1b[K`).join('\n')}\n\x1b[J`);
    this.#lines = lines.length;
  }

  /** Takes away what was drawn. */
  clear(): void {
    this.#output.write(`${this.#back()}\x1b[J`);
    this.#lines = 0;
  }

  #back(): string {
    return this.#lines === 0 ? '\r' : `\x1b[${String(this.#lines)}A\r`;
  }
}

/** As `styleText` makes it. */
const colour = new RegExp(`(${String.fromCharCode(27)}\\[[\\d;]*m)`);

/** A line that wraps would take two. Colours are counted out. */
function cut(line: string, columns: number): string {
  let shown = 0;
  let result = '';
  for (const part of line.split(colour)) {
    if (part.startsWith('\x1b[')) {
      result += part;
      continue;
    }
    result += part.slice(0, Math.max(0, columns - shown));
    shown += part.length;
  }
  return result;
}
