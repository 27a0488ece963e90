import { Lexer } from 'yaml';

/** Far above what anybody writes, and far below what exhausts the stack of the parser. */
const deepest = 500;
/** Marks of the lexer that are not in the text. */
const marks: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
const scalarFollows = '\u001f';

/**
 * Where a text is nested deeper than the parser may follow; undefined for any text that a person wrote. The parser notices
 * the end of the stack when it is there, which is too late: Node.js 20 may end the process.
 */
export function tooDeepAt(text: string): number | undefined {
  if (!mayBeDeep(text)) return undefined;
  let at = 0;
  let inBrackets = 0;
  let onLine = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    if (before !== scalarFollows) {
      if (token === '[' || token === '{') inBrackets++;
      else if (token === ']' || token === '}') inBrackets = Math.max(0, inBrackets - 1);
      if (/^[-?:]$/.test(token)) onLine++;
      else if (!/^[ \t&!]/.test(token)) onLine = 0;
    }
    if (inBrackets > deepest || onLine > deepest) return at;
    if (!marks.has(token) || before === scalarFollows) at += token.length;
    before = before === scalarFollows ? '' : token;
  }
  return undefined;
}

/** A first look that costs little. */
function mayBeDeep(text: string): boolean {
  return hasDeepBrackets(text) || manyIndicators.test(text);
}

/** Whether brackets are nested deeper than a parser may follow; those in texts count, too. */
function hasDeepBrackets(text: string): boolean {
  let inBrackets = 0;
  for (const [bracket] of text.matchAll(/[[{}\]]/g)) {
    inBrackets = bracket === '[' || bracket === '{' ? inBrackets + 1 : Math.max(0, inBrackets - 1);
    if (inBrackets > deepest) return true;
  }
  return false;
}

const manyIndicators = new RegExp(`(?:[-?:][ \\t]+(?:[&!][^\\s]*[ \\t]+)?){${deepest}}`);
