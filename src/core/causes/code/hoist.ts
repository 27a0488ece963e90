import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { type Code, enclosing, fieldText, functionAround, hasWord } from './code.ts';

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
 * language wants that. Absent where the value depends on the call, or where the function closes or sets up what it made.
 */
export function hoistEdit(
  code: Code,
  value: SyntaxNode,
  { title, isSafe, name, declare }: Hoisting,
): SiteFix | undefined {
  const { file, root, shape } = code;
  const around = functionAround(code, value);
  if (around === undefined || dependsOnCall(value, around)) return undefined;
  const isMember = shape.grammar === 'java' || shape.grammar === 'c-sharp';
  const place = enclosing(value, ({ parent }) =>
    isMember ? parent !== null && memberLists.has(parent.type) : parent?.id === root.id,
  );
  const statement = enclosing(value, ({ type }) => shape.assignments.has(type));
  const given = statement === undefined ? '' : nameOf(statement, shape.assignments.get(statement.type)?.[0]);
  if (place === undefined || (given !== '' && isSetUpOrClosed(around.text, given))) return undefined;
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

function nameOf(statement: SyntaxNode, field: string | undefined): string {
  return field === undefined ? '' : (/[\w$]+/.exec(fieldText(statement, field))?.[0] ?? '');
}

/** Something in the value is a parameter of the function, or was made in it before. */
function dependsOnCall(value: SyntaxNode, around: SyntaxNode): boolean {
  const before = around.text.slice(0, value.startIndex - around.startIndex);
  const known = /^(?:new|true|false|True|False|None|nil|null|this|self|await)$/;
  const names = Array.from(
    value.text
      .replace(/(["'`])(?:\\.|(?!\1).)*\1/g, '""')
      .matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*(?!\s*[:=](?!=))/g),
    ([name]) => name,
  );
  const [callee] = names.filter((name) => !known.test(name));
  return (
    names.some((name) => name !== callee && !known.test(name) && hasWord(before, name)) ||
    /\bthis\b|\bself\b|\bawait\b/.test(value.text)
  );
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
