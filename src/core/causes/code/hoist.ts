import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { TextEdit } from '../../model/textRange.ts';
import type { SiteFix } from '../cause.ts';
import { type Code, enclosing, fieldText, functionAround, oncePerFile, wordsOf } from './code.ts';
import { isInClass, meansTheSameAt } from './meansTheSameAt.ts';
import { leaveOthers, removableStatement } from './removable.ts';

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
 * language wants that. Absent where the value would not be the same there, where the function sets up
 * what it made, or where it closes it in more than a line of its own beside others, which is removed.
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
  const closing = given === '' ? [] : closingLines(code, around, given);
  if (closing === undefined || (given !== '' && isSetUp(around.text, given))) return undefined;
  const shared = freeName(code, name);
  const start = lineAbove(code, place);
  if (start === undefined) return undefined;
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
      ...closing,
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

function isSetUp(text: string, name: string): boolean {
  return new RegExp(
    `(?<![\\w$.])${name}\\.\\w+(\\.\\w+)*\\s*=[^=]|(?<![\\w$.])${name}\\.DefaultRequestHeaders\\b`,
  ).test(text);
}

/** What is shared must not be closed: the lines to remove, undefined if a close is more than a line beside others of a block. */
function closingLines(code: Code, around: SyntaxNode, name: string): readonly TextEdit[] | undefined {
  const { file, shape } = code;
  // `with name:`, `using (name)`, `try (name)` and `closing(name)` close it at their end.
  if (new RegExp(`\\b(with|using|try|closing|aclosing)\\s*\\(?\\s*${name}\\b`).test(around.text))
    return undefined;
  const close = new RegExp(
    `(?<![\\w$.])${name}\\.(close|Close|Dispose|shutdown|destroy|quit|disconnect|CloseIdleConnections)\\b`,
    'g',
  );
  const starts = Array.from(around.text.matchAll(close), ({ index }) => around.startIndex + index);
  if (starts.length === 0) return [];
  const calls = new Map(around.descendantsOfType([...shape.calls]).map((call) => [call.startIndex, call]));
  const statements = starts.flatMap((start) => {
    const call = calls.get(start);
    const isPlain = call !== undefined && /^[\w$]+\.\w+\(\)$/.test(call.text);
    return (isPlain && removableStatement(call)) || [];
  });
  if (statements.length < starts.length || !leaveOthers(statements)) return undefined;
  const isAlone = ({ startIndex, text }: SyntaxNode): boolean =>
    file.lineText(file.position(startIndex).line).trim().replace(/;$/, '') === text.replace(/;$/, '');
  return statements.every(isAlone)
    ? statements.map(({ startIndex }) => {
        const start = file.lineStart(startIndex);
        return file.remove(start, start + file.lineText(file.position(start).line).length);
      })
    : undefined;
}

/** The start of the line of a declaration, above its comments; undefined where something else is before it or belongs to it. */
function lineAbove({ file }: Code, place: SyntaxNode): number | undefined {
  const isFirst = ({ startIndex }: SyntaxNode): boolean =>
    file.text.slice(file.lineStart(startIndex), startIndex).trim() === '';
  if (!isFirst(place)) return undefined;
  let above = place;
  for (
    let next = above.previousNamedSibling;
    next !== null &&
    /comment$/.test(next.type) &&
    isFirst(next) &&
    above.startPosition.row - next.endPosition.row <= 1;
    next = next.previousNamedSibling
  )
    above = next;
  // The signatures of an overloaded function stand together.
  const before = above.previousNamedSibling;
  const declared = before?.childForFieldName('declaration') ?? before;
  return declared?.type === 'function_signature' ? undefined : file.lineStart(above.startIndex);
}

const takenNames = oncePerFile(({ file }) => new Set(wordsOf(file.text)));

function freeName(code: Code, name: string): string {
  const taken = takenNames(code);
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name}${String(count)}`;
    if (!taken.has(free)) return free;
  }
}
