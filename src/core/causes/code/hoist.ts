import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { type Code, enclosing, fieldText, functionAround, hasWord } from './code.ts';
import { isInClass, meansTheSameAt } from './meansTheSameAt.ts';

export interface Hoisting {
  readonly title: string;
  readonly isSafe: boolean;
  /** A name for what is shared; a number is put behind it where the file has it already. */
  readonly name: string;
  /** The declaration that makes it once. */
  readonly declare: (name: string, value: string) => string;
}

const memberLists: ReadonlySet<string> = new Set(['class_body', 'declaration_list']);

/**
 * Makes a value once, in front of the function that makes it for each call: of the module, or of the class where the
 * language wants that. Absent where the value would not be the same there, or where the function closes or sets up what it made.
 */
export function hoistEdit(
  code: Code,
  value: SyntaxNode,
  { title, isSafe, name, declare }: Hoisting,
): SiteFix | undefined {
  const { file, shape } = code;
  const around = functionAround(code, value);
  const place = placeFor(code, value);
  if (around === undefined || place === undefined || !meansTheSameAt(code, place, value)) return undefined;
  const statement = enclosing(value, ({ type }) => shape.assignments.has(type));
  const given = statement === undefined ? '' : nameOf(statement, shape.assignments.get(statement.type)?.[0]);
  if (given !== '' && isSetUpOrClosed(around.text, given)) return undefined;
  const shared = freeName(file.text, name);
  const start = lineAbove(code, place);
  const indent = file.indent(place.startIndex);
  return {
    title,
    isSafe,
    edits: [
      file.insert(
        start,
        `${indent}${declare(shared, value.text)}\n${shape.grammar === 'python' ? '\n\n' : '\n'}`,
      ),
      file.edit(value.startIndex, value.endIndex, shared),
    ],
  };
}

/** What the declaration is put in front of: outside all functions, and in a class that has a name. */
function placeFor(code: Code, value: SyntaxNode): SyntaxNode | undefined {
  const isMember = isInClass(code);
  return enclosing(value, ({ parent }) => {
    if (parent === null || !isMember) return parent?.id === code.root.id;
    return (
      memberLists.has(parent.type) &&
      parent.parent?.type !== 'object_creation_expression' &&
      functionAround(code, parent) === undefined
    );
  });
}

function nameOf(statement: SyntaxNode, field: string | undefined): string {
  return field === undefined ? '' : (/[\w$]+/.exec(fieldText(statement, field))?.[0] ?? '');
}

function isSetUpOrClosed(text: string, name: string): boolean {
  return new RegExp(
    `(?<![\\w$.])${name}\\.(close|Dispose|shutdown|destroy|quit|disconnect|CloseIdleConnections)\\b|(?<![\\w$.])${name}\\.\\w+(\\.\\w+)*\\s*=[^=]|(?<![\\w$.])${name}\\.DefaultRequestHeaders\\b`,
  ).test(text);
}

/** The start of the line of a declaration, above its comments and annotations. */
function lineAbove({ file }: Code, place: SyntaxNode): number {
  let at = file.lineStart(place.startIndex);
  for (let line = file.position(at).line - 1; line >= 0; line -= 1) {
    if (!/^\s*(\/\/|#|\/?\*|@|\[\w)/.test(file.lineText(line))) break;
    at = file.lineStart(at - 1);
  }
  return at;
}

function freeName(text: string, name: string): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name}${String(count)}`;
    if (!hasWord(text, free)) return free;
  }
}
