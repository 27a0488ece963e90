import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, fieldText, oncePerFile } from '../code/code.ts';
import { givenName } from '../code/scope.ts';

/** What may be true of the transport of one client, as far as a file tells. */
export interface GoClient {
  /** Leads to sockets of the file system, which have no ports. */
  readonly isLocal: boolean;
  /** Keeps no connection, whatever becomes of the bodies. */
  readonly keepsNothing: boolean;
}

const keepsNothing = /\bDisableKeepAlives(:|\s*=)\s*true\b/;

/** The client that a method of `net/http` is called on: `http`, `http.DefaultClient`, a variable, a field or a literal. */
export function goClientOf(code: Code, around: SyntaxNode, operand: string): GoClient {
  const own = transportText(code, around, operand);
  if (own !== undefined) return { isLocal: own.includes('"unix"'), keepsNothing: keepsNothing.test(own) };
  return inFile(code);
}

/** The text that makes the transport of a client, empty for that of Go itself; undefined if it may be any of the file. */
function transportText(code: Code, around: SyntaxNode, operand: string): string | undefined {
  if (/^http(\.DefaultClient)?$/.test(operand)) return changesDefault(code) ? undefined : '';
  const name = operand.replace(/^.*\./s, '');
  const all = /^\w+$/.test(name) ? (literalsByName(code).get(name) ?? []) : [operand];
  const near = all.filter(
    (one) =>
      typeof one === 'string' || (one.startIndex >= around.startIndex && one.endIndex <= around.endIndex),
  );
  const texts = (near.length > 0 ? near : all).map((one) => (typeof one === 'string' ? one : one.text));
  if (texts.length === 0 || transportsSet(code).has(name)) return undefined;
  const text = texts.join('\n');
  if (!/\bTransport\s*:/.test(text)) return changesDefault(code) ? undefined : '';
  // A transport or a dialer that only has its name here is made elsewhere.
  return /\bTransport:\s*&?http\.Transport\s*\{/.test(text) && !/\bDial\w*:\s*[\w.]+\s*[,}\n]/.test(text)
    ? text
    : undefined;
}

const changesDefault = oncePerFile(
  ({ file }) =>
    /\bhttp\.Default(Client|Transport)\b[\w.()* \t]*=(?!=)/.test(file.text) ||
    /\bhttp\.DefaultTransport\.\(\*http\.Transport\)(?!\.Clone)/.test(file.text),
);

/** The literals of clients, by the variable or the field that they are given to. */
const literalsByName = oncePerFile((code) => {
  const literals = new Map<string, SyntaxNode[]>();
  for (const literal of code.root.descendantsOfType('composite_literal')) {
    if (fieldText(literal, 'type').replace(/\s+/g, '') !== 'http.Client') continue;
    const value = literal.parent?.type === 'unary_expression' ? literal.parent : literal;
    const name = (fieldName(value) ?? givenName(code, value) ?? '').replace(/^.*\./s, '');
    const known = literals.get(name);
    if (known === undefined) literals.set(name, [literal]);
    else known.push(literal);
  }
  return literals;
});

/** `client` of `&Shop{client: &http.Client{}}`. */
function fieldName(value: SyntaxNode): string | undefined {
  const element = value.parent?.type === 'literal_element' ? value.parent.parent : value.parent;
  return element?.type === 'keyed_element' ? /^\w+/.exec(element.text)?.[0] : undefined;
}

/** The clients that get a transport after they were made. */
const transportsSet = oncePerFile(
  ({ file }) =>
    new Set(Array.from(file.text.matchAll(/\b(\w+)\.Transport\s*=(?!=)/g), ([, name = '']) => name)),
);

/** A declaration that dials or makes a transport, and names sockets of the file system: others only have the word. */
const inFile = oncePerFile(({ root, file }): GoClient => ({
  isLocal:
    file.text.includes('"unix"') &&
    root.namedChildren.some(
      ({ text }) => text.includes('"unix"') && /\bDial|\bhttp\.(Transport|Client)\b/.test(text),
    ),
  keepsNothing: keepsNothing.test(file.text),
}));
