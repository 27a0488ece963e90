import { lineStarts, positionAt } from '../model/lineAt.ts';
import type { TextEdit, TextPosition, TextRange } from '../model/textRange.ts';
import type { SourceLanguage } from './sourceLanguage.ts';

/** A file's text, with places in it by offset. Lines end as in editors: `\n`, `\r\n` or `\r`. */
export class CauseFile {
  readonly path: string;
  readonly language: SourceLanguage;
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(path: string, language: SourceLanguage, text: string) {
    this.path = path;
    this.language = language;
    this.text = text;
    this.#starts = lineStarts(text);
  }

  position(offset: number): TextPosition {
    return positionAt(this.#starts, offset);
  }

  range(start: number, end: number): TextRange {
    return { start: this.position(start), end: this.position(end) };
  }

  /** Replaces what lies between two offsets. */
  edit(start: number, end: number, newText: string): TextEdit {
    return { range: this.range(start, end), newText };
  }

  insert(offset: number, newText: string): TextEdit {
    return this.edit(offset, offset, newText);
  }

  /** Removes the text between two offsets, and the whole line if nothing else is on it. */
  remove(start: number, end: number): TextEdit {
    const from = this.lineStart(start);
    const to = this.#lineEnd(end);
    const isAlone = this.text.slice(from, start).trim() === '' && this.text.slice(end, to).trim() === '';
    if (!isAlone) return this.edit(start, end, '');
    const next = /^(\r\n|\n|\r)/.exec(this.text.slice(to))?.[0].length ?? 0;
    return this.edit(from, to + next, '');
  }

  /** The offset of the first character of the line. */
  lineStart(offset: number): number {
    return this.#starts[this.position(offset).line] ?? 0;
  }

  lineText(line: number): string {
    const start = this.#starts[line] ?? this.text.length;
    return this.text.slice(start, this.#lineEnd(start));
  }

  /** The blanks that the line of the offset begins with. */
  indent(offset: number): string {
    return /^[ \t]*/.exec(this.text.slice(this.lineStart(offset)))?.[0] ?? '';
  }

  #lineEnd(offset: number): number {
    const found = this.text.slice(offset).search(/[\r\n]/);
    return found < 0 ? this.text.length : offset + found;
  }
}
