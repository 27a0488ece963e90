import type { Cutter } from '../pieces/cutText.ts';
import { nextLine } from '../text/lines.ts';

/** Another character than the backslash may join lines. Only comments and blank lines are before the directive that says so. */
const escapeDirective = /^\uFEFF?(?:[ \t]*(?:#[^\n]*|\r)?\n)*[ \t]*#[ \t]*escape[ \t]*=/i;

/** Before each instruction of a Dockerfile, up to one with a here-document: where that ends is not for this to say. */
export const dockerfileInstructions: Cutter = {
  next: (text, from) => {
    if (from === 0 && escapeDirective.test(text)) return { end: text.length, context: '' };
    let isInside = false;
    let hasBegun = false;
    for (let start = from; start < text.length;) {
      const end = nextLine(text, start);
      const line = text.slice(start, end).trim();
      if (line !== '' && !line.startsWith('#')) {
        if (hasBegun && !isInside) return { end: start, context: '' };
        hasBegun = true;
        isInside = line.endsWith('\\');
        if (line.includes('<<')) return { end: text.length, context: '' };
      }
      start = end;
    }
    return { end: text.length, context: '' };
  },
};
