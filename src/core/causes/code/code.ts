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
