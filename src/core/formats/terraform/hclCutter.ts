import { maskInterpolations } from '../masks.ts';
import { dependsOnNothing, type Cutter } from '../pieces/cutText.ts';
import { hereDocumentEnd } from '../text/hereDocuments.ts';
import { nextLine } from '../text/lines.ts';
import { withoutComments } from '../../parse/withoutComments.ts';
import { hclComments, hclHereDocument } from './hclMarks.ts';

/** Before each line that begins with a word, after a block whose closing brace has a line to itself and in which nothing is open. */
export const hclBlocks: Cutter = {
  isAlone: dependsOnNothing,
  next: (text, from) => {
    const open = new OpenParts();
    let isAfterBlock = false;
    for (let start = from; start < text.length && !open.isBroken;) {
      const end = nextLine(text, start);
      const line = text.slice(start, end);
      if (isAfterBlock && open.isNothing && /^\w/.test(line)) return { end: start, context: '' };
      const code = open.read(line);
      if (code.trim() !== '') isAfterBlock = /^\}\s*$/.test(code);
      start = end;
    }
    return { end: text.length, context: '' };
  },
};

/** What goes on after the lines that were read: blocks, a comment, a here-document. */
class OpenParts {
  isBroken = false;
  #isInComment = false;
  #delimiter: RegExp | undefined;
  /** As readers from a place on count them, and as those back from one do, which see no quotes. */
  #depth = 0;
  #plainDepth = 0;

  get isNothing(): boolean {
    return (
      !this.isBroken &&
      !this.#isInComment &&
      this.#delimiter === undefined &&
      this.#depth === 0 &&
      this.#plainDepth === 0
    );
  }

  /** Returns the line without comments. */
  read(line: string): string {
    const masked = maskInterpolations(line);
    this.#readHereDocument(masked);
    const code = this.#withoutComments(masked);
    for (const [found] of code.matchAll(/"(?:\\.|[^"\\\n])*"?|[{}]/g))
      if (found === '{') this.#depth++;
      else if (found === '}') this.#depth--;
    for (const [found] of code.matchAll(/[{}]/g)) this.#plainDepth += found === '{' ? 1 : -1;
    if (this.#depth < 0 || this.#plainDepth < 0) this.isBroken = true;
    return code;
  }

  #readHereDocument(line: string): void {
    if (this.#delimiter !== undefined) {
      if (this.#delimiter.test(line)) this.#delimiter = undefined;
      return;
    }
    const [mark] = line.matchAll(hclHereDocument);
    if (mark !== undefined) this.#delimiter = hereDocumentEnd(mark);
    // The delimiter may follow on another line.
    else if (/<<-?\s*$/.test(line)) this.isBroken = true;
  }

  #withoutComments(line: string): string {
    const end = this.#isInComment ? line.indexOf('*/') : -2;
    if (end === -1) return '';
    this.#isInComment = false;
    return withoutComments(line.slice(end + 2), hclComments, () => {
      this.#isInComment = true;
    });
  }
}
