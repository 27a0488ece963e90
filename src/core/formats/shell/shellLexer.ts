import type { Span } from '../../parse/sysctlLine.ts';
import { unknownCharacter } from '../masks.ts';
import { lineEnd, nextLine } from '../text/lines.ts';

/** A word of a command line, with its quotes and escapes taken away. */
export interface ShellWord {
  readonly kind: 'word';
  readonly text: string;
  /** The place of each character, and of the end. */
  readonly offsets: readonly number[];
  /** For each character, the quote that encloses it, or a blank. */
  readonly quotes: string;
  /** With its quotes. */
  readonly start: number;
  readonly end: number;
}

export type ShellToken =
  | ShellWord
  /** Ends a command: `;`, `&&`, `|`, a line end, a parenthesis. */
  | { readonly kind: 'end'; readonly isPipe: boolean; readonly start: number }
  | {
      readonly kind: 'redirect';
      readonly operator: string;
      readonly descriptor: string;
      readonly start: number;
    }
  /** The lines of a here-document that a command before it asked for. */
  | {
      readonly kind: 'hereDocument';
      readonly start: number;
      readonly end: number;
      readonly isQuoted: boolean;
      readonly tabs: boolean;
    };

export interface LexOptions {
  /** As Docker takes lines that are comments out of a command that goes on over several lines. */
  readonly commentsWithinLines?: boolean;
  /** Called with the offset of each line that begins outside of everything that goes on over lines; stops if it says so. */
  readonly onLine?: (start: number) => boolean;
  /** Called with the script in each `$(…)` and each pair of backquotes, which a shell runs, too. */
  readonly onSubstitution?: (script: Span) => void;
}

interface PendingHereDocument {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly tabs: boolean;
}

/** Cuts a shell script into tokens (POSIX 2.3, and what bash adds to it). Never throws: an open quote ends with the text. */
export function lexShell(text: string, options: LexOptions = {}): readonly ShellToken[] {
  const tokens: ShellToken[] = [];
  let pending: PendingHereDocument[] = [];
  let awaitsDelimiter: 'no' | 'plain' | 'tabs' = 'no';
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\n') {
      tokens.push({ kind: 'end', isPipe: false, start: at });
      at++;
      for (const one of pending) at = readHereDocument(text, at, one, tokens);
      if (pending.length === 0 && awaitsDelimiter === 'no' && options.onLine?.(at) === true) return tokens;
      pending = [];
    } else if (/\s/.test(character)) at++;
    else if (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      at = text.indexOf('\n', at) + 1;
      while (options.commentsWithinLines === true && /^[ \t]*#/.test(text.slice(at, lineEnd(text, at))))
        at = nextLine(text, at);
    } else if (character === '#') at = lineEnd(text, at);
    else {
      const redirect = /^(\d*|&)(<<-|<<<|<<|>>|>\||>&|<&|<>|>|<)/.exec(text.slice(at, at + 8));
      if (redirect !== null) {
        const [whole, descriptor = '', operator = ''] = redirect;
        tokens.push({ kind: 'redirect', operator, descriptor, start: at });
        if (operator === '<<' || operator === '<<-') awaitsDelimiter = operator === '<<' ? 'plain' : 'tabs';
        at += whole.length;
        continue;
      }
      const end = /^(\|\||&&|\|&|;;&?|;&|[;&|()])/.exec(text.slice(at, at + 3));
      if (end !== null) {
        const operator = end[0];
        tokens.push({ kind: 'end', isPipe: operator === '|' || operator === '|&', start: at });
        at += operator.length;
        continue;
      }
      const word = readWord(text, at, options);
      tokens.push(word);
      at = word.end;
      if (awaitsDelimiter !== 'no') {
        const raw = text.slice(word.start, word.end);
        pending.push({
          delimiter: word.text,
          isQuoted: /['"\\]/.test(raw),
          tabs: awaitsDelimiter === 'tabs',
        });
        awaitsDelimiter = 'no';
      }
    }
  }
  return tokens;
}

function readHereDocument(
  text: string,
  from: number,
  { delimiter, isQuoted, tabs }: PendingHereDocument,
  tokens: ShellToken[],
): number {
  let line = from;
  while (line < text.length) {
    const end = lineEnd(text, line);
    const content = text.slice(line, end).replace(/\r$/, '');
    // In a script that is indented inside something else, the delimiter may be, too.
    if ((tabs ? content.replace(/^\t+/, '') : content) === delimiter || content.trim() === delimiter) {
      tokens.push({ kind: 'hereDocument', start: from, end: line, isQuoted, tabs });
      return end;
    }
    line = end + 1;
  }
  tokens.push({ kind: 'hereDocument', start: from, end: text.length, isQuoted, tabs });
  return text.length;
}

/** Characters that end a word outside of quotes. */
const wordEnd = /[\s;&|()<>]/;

function readWord(text: string, from: number, { onSubstitution }: LexOptions): ShellWord {
  let at = from;
  let decoded = '';
  let quotes = '';
  const offsets: number[] = [];
  const push = (character: string, place: number, quote: string): void => {
    decoded += character;
    offsets.push(place);
    quotes += quote;
  };
  let quote = ' ';
  while (at < text.length) {
    const character = text[at] ?? '';
    if (quote === "'") {
      if (character === "'") quote = ' ';
      else push(character, at, quote);
      at++;
    } else if (character === '\\') {
      const next = text[at + 1] ?? '';
      const lineBreak = /^\\\r?\n/.exec(text.slice(at, at + 3));
      if (lineBreak !== null) at += lineBreak[0].length;
      else if (quote === '"' && !/["\\$`]/.test(next)) {
        push(character, at, quote);
        at++;
      } else {
        if (next !== '') push(next, at, quote);
        at = Math.min(at + 2, text.length);
      }
    } else if (character === '$' || character === '`') {
      const end = expansionEnd(text, at);
      const mark = character === '`' ? 1 : /^\$\((?!\()/.test(text.slice(at, at + 3)) ? 2 : 0;
      if (mark > 0) onSubstitution?.({ start: at + mark, end: Math.max(at + mark, end - 1) });
      if (end === at + 1 && character === '$') push(character, at, quote);
      else for (let place = at; place < end; place++) push(unknownCharacter, place, quote);
      at = end;
    } else if (quote === '"') {
      if (character === '"') quote = ' ';
      else push(character, at, quote);
      at++;
    } else if (character === "'" || character === '"') {
      quote = character;
      at++;
    } else if (wordEnd.test(character)) break;
    else {
      push(character, at, quote);
      at++;
    }
  }
  offsets.push(offsets.length === 0 ? Math.min(from + 1, at) : endOffset(text, at));
  return { kind: 'word', text: decoded, offsets, quotes, start: from, end: at };
}

/** Before a closing quote. */
function endOffset(text: string, end: number): number {
  return /["']/.test(text[end - 1] ?? '') ? end - 1 : end;
}

/** Where an expansion ends that begins with `$` or a backquote. */
function expansionEnd(text: string, from: number): number {
  if (text[from] === '`') {
    const end = text.indexOf('`', from + 1);
    return end < 0 ? text.length : end + 1;
  }
  const next = text[from + 1] ?? '';
  if (next === '{' || next === '(') {
    const close = next === '{' ? '}' : ')';
    let depth = 0;
    for (let at = from + 1; at < text.length; at++) {
      if (text[at] === next) depth++;
      if (text[at] === close && --depth === 0) return at + 1;
    }
    return text.length;
  }
  const name = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(text.slice(from + 1, from + 65));
  return name === null ? from + 1 : from + 1 + name[0].length;
}
