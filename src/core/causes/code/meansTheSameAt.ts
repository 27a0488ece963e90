import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, escapeRegExp, fieldText, functionAround, hasWord, oncePerFile, wordsOf } from './code.ts';

const identifiers = [
  'identifier',
  'shorthand_property_identifier',
  'type_identifier',
  'package_identifier',
  'field_identifier',
];
/** By parent: the field of a name that is looked up in a value, a call or a type, and not around it. */
const lookedUp: Readonly<Record<string, string>> = {
  attribute: 'attribute',
  keyword_argument: 'name',
  selector_expression: 'field',
  field_access: 'field',
  qualified_type: 'name',
};
const own = new Set(['true', 'false', 'nil', 'iota']);
const definitions = [
  'class_declaration',
  'class_definition',
  'function_definition',
  'import_statement',
  'import_from_statement',
];

/** Whether what is shared is a static member of a class. */
export function isInClass({ shape }: Code): boolean {
  return shape.grammar === 'java' || shape.grammar === 'c-sharp';
}

/**
 * Whether a value is still valid, and still the same, in front of `place`, which is around it and outside all functions:
 * nothing in it is declared between the two, comes later, is set again, or belongs to an object. In doubt it is not.
 */
export function meansTheSameAt(code: Code, place: SyntaxNode, value: SyntaxNode): boolean {
  if (/\b(this|self|super|await|yield|arguments)\b/.test(value.text)) return false;
  const [maker, ...names] = namesIn(value);
  const between = code.file.text.slice(place.startIndex, value.startIndex);
  if (maker !== undefined && isDeclaredIn(code, between, maker)) return false;
  return (
    !names.some((name) => name !== maker && hasWord(between, name)) &&
    [maker, ...names].every((name) => name === undefined || isReadyAt(code, place, name))
  );
}

function namesIn(value: SyntaxNode): readonly string[] {
  const names = value.descendantsOfType(identifiers).filter((node) => {
    const { parent } = node;
    if (parent === null || own.has(node.text)) return false;
    if (parent.type === 'method_invocation')
      return parent.childForFieldName('object') === null || parent.childForFieldName('name')?.id !== node.id;
    const field = lookedUp[parent.type];
    return field === undefined || parent.childForFieldName(field)?.id !== node.id;
  });
  return [...new Set(names.map(({ text }) => text))];
}

/** The module, package or class whose client it is stands there too; only a declaration gives its name another meaning. */
function isDeclaredIn(code: Code, text: string, name: string): boolean {
  if (isInClass(code)) return false;
  const n = escapeRegExp(name);
  return new RegExp(
    `(?<![\\w$.])(?<!(:|\\bnew|[&*])\\s*)${n}(?![\\w$])(?!\\s*[.(<])|\\bimport\\b[^\\n]*\\b${n}\\b`,
  ).test(text);
}

/** It has its only value when the declaration in front of `place` runs. */
function isReadyAt(code: Code, place: SyntaxNode, name: string): boolean {
  const { shape, file } = code;
  if (isInClass(code))
    return (
      /^([A-Z]\w*[a-z]\w*|java|javax|org|com)$/.test(name) ||
      new RegExp(`\\bstatic\\b[^;{}()=]*\\b${escapeRegExp(name)}\\b`).test(
        file.text.slice(0, place.startIndex),
      )
    );
  const given = givenNames(code).get(name);
  if (given?.lastOutside === undefined) return true;
  const isOrdered = shape.grammar !== 'go';
  return !(isOrdered && given.lastOutside > place.startIndex) && !given.isInFunction;
}

/** Where a name is given a value, or declared. */
interface Given {
  /** The offset of the last place outside of all functions. */
  lastOutside?: number;
  isInFunction: boolean;
}

const givenNames = oncePerFile((code): ReadonlyMap<string, Given> => {
  const { root, shape } = code;
  const found = new Map<string, Given>();
  for (const node of root.descendantsOfType([...shape.assignments.keys(), ...definitions])) {
    const fields = shape.assignments.get(node.type);
    const text = fieldText(node, fields?.[0] ?? 'name');
    const names = wordsOf(/^import/.test(node.type) ? `${text} ${node.text}` : text);
    const isInFunction = names.length > 0 && functionAround(code, node) !== undefined;
    for (const name of names) {
      const given = found.get(name) ?? { isInFunction: false };
      found.set(name, given);
      if (isInFunction) given.isInFunction = true;
      else given.lastOutside = Math.max(given.lastOutside ?? 0, node.startIndex);
    }
  }
  return found;
});
