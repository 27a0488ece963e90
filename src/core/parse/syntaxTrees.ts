/** The packaged grammars, by their tree-sitter names. C is parsed as C++, which is nearly a superset. */
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

/** A position in a text: both numbers count from 0, columns in UTF-16 code units. */
export interface SyntaxPoint {
  readonly row: number;
  readonly column: number;
}

/** A node of a tree-sitter syntax tree. Text that does not parse becomes nodes of type `ERROR`. */
export interface SyntaxNode {
  /** Identifies a node within one tree. */
  readonly id: number;
  readonly type: string;
  readonly text: string;
  readonly isNamed: boolean;
  readonly isError: boolean;
  /** Whether this node or one of its descendants does not parse. */
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

/** A grammar that cannot be loaded: no text of its languages can be parsed. */
export class GrammarError extends Error {
  override readonly name = 'GrammarError';
  readonly grammar: GrammarName;

  /** `cause`: what failed. */
  constructor(grammar: GrammarName, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The grammar ${grammar} could not be loaded: ${why}`, { cause });
    this.grammar = grammar;
  }
}

/** Parses source text. The grammars come from outside, so that a worker or a test can bring its own. */
export interface SyntaxTrees {
  /**
   * Parses the text and passes the root to `use`. The tree and all of its nodes are freed when `use` returns, so do
   * not keep a node. A grammar is loaded when it is first needed; rejects with `GrammarError` if it cannot be.
   */
  parse<T>(grammar: GrammarName, text: string, use: (root: SyntaxNode) => T): Promise<T>;
}
