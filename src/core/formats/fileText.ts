import type { Span } from '../parse/sysctlLine.ts';
import { lineAt } from '../model/lineAt.ts';
import type { TextEdit, TextPosition, TextRange } from '../model/textRange.ts';
import type { TextLine } from './fileFormat.ts';

/** The text of a file. Converts between offsets, as used by parsers, and lines and columns, as used by editors. */
export class FileText {
  readonly text: string;
  readonly #starts: readonly number[];
  #lines: readonly TextLine[] | undefined;

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.text = text;
    this.#starts = starts;
  }

  get lines(): readonly TextLine[] {
    this.#lines ??= this.#starts.map((start, index) => {
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
