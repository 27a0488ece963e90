import type { Cutter } from '../pieces/cutText.ts';
import { maskMustaches } from '../masks.ts';
import { lineEnd } from '../text/lines.ts';
import { lexShell } from './shellLexer.ts';

/** What the command on the next line depends on, or is a part of: at most six characters, with the blank before them. */
const goesOn = /(?:[|&({\\]|\b(?:if|then|else|elif|do|while|until))$/;
/** The same at the beginning of a line. */
const goesOnFrom = /^[ \t]*(?:\||\r?$)/;

/** Before each line that begins a command of a script outside of quotes, expansions and here-documents. */
export const shellLines: Cutter = {
  // Quotes in an expression are no quotes of the script.
  masked: maskMustaches,
  next: (text, from) => {
    let end = text.length;
    // Lexed in steps, because a script may go on for long.
    const script = text.slice(from);
    lexShell(script, {
      onLine: (start) => {
        if (start === 0 || start >= script.length) return false;
        if (goesOnFrom.test(script.slice(start, lineEnd(script, start)))) return false;
        if (goesOn.test(script.slice(0, start).trimEnd().slice(-6))) return false;
        end = from + start;
        return true;
      },
    });
    return { end, context: '' };
  },
};
