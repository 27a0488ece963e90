import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { destinationsIn } from '../destinations.ts';
import { type Code, escapeRegExp, functionAround } from './code.ts';

/** More than these in one place say nothing about one line. */
const few = 4;

/**
 * The destinations of a call: in its own text, in what its names stand for in this file, in the function around it, and at
 * last in the file where it names only one.
 */
export function targetsOf(code: Code, node: SyntaxNode): readonly string[] {
  const statement = node.text;
  const own = destinationsIn(statement);
  if (own.length > 0) return own.slice(0, few);
  const named = [...new Set(statement.match(/[A-Za-z_$][\w$]*/g) ?? [])]
    .slice(0, 40)
    .flatMap((name) => valueOfName(code, name));
  const byName = destinationsIn(named.join('\n'));
  if (byName.length > 0) return byName.slice(0, few);
  const around = functionAround(code, node);
  const near = around === undefined ? [] : destinationsIn(withoutComments(code, around));
  if (near.length > 0) return near.length <= few ? near : [];
  const all = destinationsIn(withoutComments(code, code.root));
  // A name somewhere in a file is as likely that of a page about it.
  return all.length === 1 && all.every((one) => /^(localhost|\d+(\.\d+){3}|\[.*\]):/.test(one)) ? all : [];
}

/** A link in a comment is no destination. */
function withoutComments({ file }: Code, node: SyntaxNode): string {
  const comments = node
    .descendantsOfType(['comment', 'line_comment', 'block_comment', 'expression_statement'])
    .filter(({ type, namedChildren }) => type !== 'expression_statement' || isDocstring(namedChildren));
  let text = '';
  let at = node.startIndex;
  for (const { startIndex, endIndex } of comments) {
    text += file.text.slice(at, startIndex);
    at = endIndex;
  }
  return text + file.text.slice(at, node.endIndex);
}

/** Python's comments on a function are strings that stand alone. */
function isDocstring([only, ...more]: readonly SyntaxNode[]): boolean {
  return only?.type === 'string' && more.length === 0;
}

/** The lines that give a name its value, with the default of an environment variable: `URL = os.getenv("URL", "http://…")`. */
function valueOfName({ file }: Code, name: string): readonly string[] {
  const pattern = new RegExp(
    `(?:^|[\\s({,;])${escapeRegExp(name)}\\b[^=:\\n]{0,40}(?:=>|:?=|:)[^\\n]*`,
    'gm',
  );
  return Array.from(file.text.matchAll(pattern), ([line]) => line)
    .filter((line) => !/^\s*(\/\/|#|\*|\/\*|--)/.test(line))
    .slice(0, 5);
}
