import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { CauseFile } from '../causeFile.ts';
import type { Shape } from './shape.ts';

/** A file of source code that has been parsed, and what its workspace says about versions. */
export interface Code {
  readonly file: CauseFile;
  readonly root: SyntaxNode;
  readonly shape: Shape;
  /** As `go.mod` has it, for example `1.22`. */
  readonly goVersion?: string;
  /** The newest major version of Node.js that it may run on, as `engines`, `.nvmrc` or an image say. */
  readonly nodeVersion?: number;
}

/** Computes something of a file once, however many of its lines ask for it: else the time grows with the square of its size. */
export function oncePerFile<T>(compute: (code: Code) => T): (code: Code) => T {
  const known = new WeakMap<Code, { readonly value: T }>();
  return (code) => {
    const entry = known.get(code) ?? { value: compute(code) };
    known.set(code, entry);
    return entry.value;
  };
}

/** The words of a text: `hasWord` finds those and no others. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[\w$]+/g) ?? [];
}

/** The nearest node around this one, this one excluded, for which the test holds. */
export function enclosing(node: SyntaxNode, test: (node: SyntaxNode) => boolean): SyntaxNode | undefined {
  for (let at = node.parent; at !== null; at = at.parent) if (test(at)) return at;
  return undefined;
}

/** The function around a node; absent at the top level. */
export function functionAround({ shape }: Code, node: SyntaxNode): SyntaxNode | undefined {
  return enclosing(node, ({ type }) => shape.functions.has(type));
}

/** The text of a field of a node, empty if it has none. */
export function fieldText(node: SyntaxNode, field: string): string {
  return node.childForFieldName(field)?.text ?? '';
}

/** What a call names: `s.bind`, `TCPSocket.new`, `HttpClient::create`, and the type that is made: `TcpClient`. */
export function calleeOf(node: SyntaxNode): string {
  const own = fieldText(node, 'function') || fieldText(node, 'constructor') || fieldText(node, 'type');
  if (own !== '') return withoutBlanks(own);
  const object = fieldText(node, 'receiver') || fieldText(node, 'object');
  const name = fieldText(node, 'method') || fieldText(node, 'name');
  const scope = fieldText(node, 'scope');
  if (scope !== '') return withoutBlanks(`${scope}::${name}`);
  return withoutBlanks(object === '' ? name : `${object}.${name}`);
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The arguments of a call, without comments and without the nodes that only wrap them. */
export function argumentsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list =
    node.childForFieldName('arguments') ??
    node.namedChildren.find(({ type }) => /^(arguments|argument_list)$/.test(type));
  const all = list?.namedChildren.filter(({ type }) => !/comment$/.test(type)) ?? [];
  return all.map((one) => (one.type === 'argument' ? (one.namedChildren.at(-1) ?? one) : one));
}

/** The calls of a file, and object creations. */
export function callsOf({ root, shape }: Code): readonly SyntaxNode[] {
  return root.descendantsOfType([...shape.calls]);
}

/** `needle` is a whole word of the text. */
export function hasWord(text: string, needle: string): boolean {
  return new RegExp(`(?<![\\w$])${escapeRegExp(needle)}(?![\\w$])`).test(text);
}

export function escapeRegExp(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
