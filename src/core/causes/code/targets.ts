import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { Definition } from '../cause.ts';
import { destinationsIn } from '../destinations.ts';
import { type Code, escapeRegExp, functionAround } from './code.ts';

/** More than these in one place say nothing about one line. */
const few = 4;

export interface Targets {
  readonly destinations: readonly string[];
  /** The names in this file that stand for them. */
  readonly definitions: readonly Definition[];
}

/**
 * The destinations of a call: in its own text, in what its names stand for in this file, in the function around it, and at
 * last in the file where it names only one.
 */
export function targetsOf(code: Code, node: SyntaxNode): Targets {
  const statement = node.text;
  const own = destinationsIn(statement);
  if (own.length > 0) return here(own.slice(0, few));
  const named = [...new Set(statement.match(/[A-Za-z_$][\w$]*/g) ?? [])]
    .slice(0, 40)
    .flatMap((name) => valuesOfName(code, name));
  const byName = destinationsIn(named.map(({ text }) => text).join('\n')).slice(0, few);
  if (byName.length > 0)
    return {
      destinations: byName,
      definitions: named.filter(({ text }) => destinationsIn(text).some((one) => byName.includes(one))),
    };
  const around = functionAround(code, node);
  const near = around === undefined ? [] : destinationsIn(withoutComments(code, around));
  if (near.length > 0) return here(near.length <= few ? near : []);
  const all = destinationsIn(withoutComments(code, code.root));
  // A name somewhere in a file is as likely that of a page about it.
  return here(
    all.length === 1 && all.every((one) => /^(localhost|\d+(\.\d+){3}|\[.*\]):/.test(one)) ? all : [],
  );
}

function here(destinations: readonly string[]): Targets {
  return { destinations, definitions: [] };
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
function valuesOfName({ file }: Code, name: string): readonly (Definition & { readonly text: string })[] {
  const pattern = new RegExp(
    `(?:^|[\\s({,;])${escapeRegExp(name)}\\b[^=:\\n]{0,40}(?:=>|:?=|:)[^\\n]*`,
    'gm',
  );
  return Array.from(file.text.matchAll(pattern), ({ 0: text, index }) => ({
    text,
    at: index + text.indexOf(name),
  }))
    .filter(({ text }) => !/^\s*(\/\/|#|\*|\/\*|--)/.test(text))
    .slice(0, 5)
    .map(({ text, at }) => ({ text, file: file.path, label: name, range: file.range(at, at + name.length) }));
}
