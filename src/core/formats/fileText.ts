import type { Span } from '../parse/sysctlLine.ts';
import { lineAt } from '../model/lineAt.ts';
import type { TextEdit, TextPosition, TextRange } from '../model/textRange.ts';
import type { TextLine } from './fileFormat.ts';
import { lineFeedStarts } from './text/lines.ts';

/** The text of a file. Converts between offsets, as used by parsers, and lines and columns, as used by editors. */
export class FileText {
  readonly text: string;
  readonly #starts: Uint32Array;
  #lines: readonly TextLine[] | undefined;
  #joined: readonly number[] | undefined;

  constructor(text: string) {
    this.text = text;
    this.#starts = lineFeedStarts(text);
  }

  get lines(): readonly TextLine[] {
    this.#lines ??= Array.from(this.#starts, (start, index) => {
      const line = this.text.slice(start, this.#starts[index + 1] ?? this.text.length);
      const ending = line.endsWith('\r\n') ? '\r\n' : line.endsWith('\n') ? '\n' : '';
      return { text: line.slice(0, line.length - ending.length), ending };
    });
    return this.#lines;
  }

  /** The line ending of the file's first line. */
  get lineEnding(): '\n' | '\r\n' {
    return this.text[this.text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
  }

  lineAt(offset: number): number {
    return lineAt(this.#starts, offset);
  }

  startOfLine(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** The line that contains an offset, with its line ending. */
  lineAround(offset: number): Span {
    const line = this.lineAt(offset);
    return { start: this.startOfLine(line), end: this.startOfLine(line + 1) };
  }

  /** Without its line ending. */
  lineText(line: number): string {
    return this.text.slice(this.startOfLine(line), this.startOfLine(line + 1)).replace(/\r?\n$/, '');
  }

  /** The first of the lines that backslashes at their ends join to one; `from` if they begin before it. */
  firstJoinedLine(line: number, from: number): number {
    this.#joined ??= this.#joinedLines();
    return Math.max(from, this.#joined[line] ?? line);
  }

  #joinedLines(): readonly number[] {
    const firsts: number[] = [];
    for (const [line, start] of this.#starts.entries()) {
      const end = this.text[start - 2] === '\r' ? start - 2 : start - 1;
      firsts.push(this.text[end - 1] === '\\' ? (firsts[line - 1] ?? line) : line);
    }
    return firsts;
  }

  position(offset: number): TextPosition {
    const line = this.lineAt(offset);
    return { line, column: offset - this.startOfLine(line) };
  }

  offset({ line, column }: TextPosition): number {
    return Math.min(this.startOfLine(line) + column, this.startOfLine(line + 1));
  }

  range({ start, end }: Span): TextRange {
    return { start: this.position(start), end: this.position(end) };
  }

  replace(span: Span, newText: string): TextEdit {
    return { range: this.range(span), newText };
  }

  /** The span of the lines that a span touches, including one line ending, for removing them. */
  wholeLines({ start, end }: Span): Span {
    const first = this.lineAt(start);
    const last = this.lineAt(end);
    const to = this.startOfLine(last + 1);
    const endsFile = to === this.text.length && !this.text.endsWith('\n');
    const from = this.startOfLine(first);
    if (!endsFile || first === 0) return { start: from, end: to };
    return { start: this.text[from - 2] === '\r' ? from - 2 : from - 1, end: to };
  }
}
