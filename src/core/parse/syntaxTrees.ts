/** The grammars that are packed, by tree-sitter's names. C is parsed as C++, which all but contains it. */
export const grammarNames = [
  'bash',
  'c-sharp',
  'cpp',
  'go',
  'java',
  'javascript',
  'php',
  'python',
  'ruby',
  'rust',
  'tsx',
  'typescript',
] as const;

export type GrammarName = (typeof grammarNames)[number];

/** A place in a text: both count from 0, columns in UTF-16 code units. */
export interface SyntaxPoint {
  readonly row: number;
  readonly column: number;
}

/** A node of a syntax tree, as tree-sitter has it. Where the text does not parse there are nodes of the type `ERROR`. */
export interface SyntaxNode {
  /** The same number means the same node of one tree. */
  readonly id: number;
  readonly type: string;
  readonly text: string;
  readonly isNamed: boolean;
  readonly isError: boolean;
  /** This node, or one within it, does not parse. */
  readonly hasError: boolean;
  /** In UTF-16 code units from the start of the text. */
  readonly startIndex: number;
  readonly endIndex: number;
  readonly startPosition: SyntaxPoint;
  readonly endPosition: SyntaxPoint;
  readonly parent: SyntaxNode | null;
  readonly children: readonly SyntaxNode[];
  readonly namedChildren: readonly SyntaxNode[];
  readonly nextNamedSibling: SyntaxNode | null;
  readonly previousNamedSibling: SyntaxNode | null;
  childForFieldName(name: string): SyntaxNode | null;
  /** In the order of the text, this node among them. */
  descendantsOfType(types: string | string[]): readonly SyntaxNode[];
}

/** Parses source text. The grammars come from outside, so that a worker or a test can bring its own. */
export interface SyntaxTrees {
  /**
   * Parses the text and hands over the root. The tree and all of its nodes are gone when `use` returns: keep no node.
   * A grammar is loaded when it is first needed; rejects where it cannot be read.
   */
  parse<T>(grammar: GrammarName, text: string, use: (root: SyntaxNode) => T): Promise<T>;
}
