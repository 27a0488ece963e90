import treeSitter, { type Language } from '@vscode/tree-sitter-wasm';
import {
  GrammarError,
  type GrammarName,
  type SyntaxNode,
  type SyntaxTrees,
} from '../../core/parse/syntaxTrees.ts';

/**
 * Returns the bytes of a WebAssembly file: `tree-sitter.wasm` or `tree-sitter-<grammar>.wasm`. Their buffer must be theirs alone, as
 * it is freed once they are loaded.
 */
export type ReadWasm = (name: string) => Promise<Uint8Array>;

/** tree-sitter syntax trees. Nothing is loaded before the first text; a loaded grammar stays loaded. */
export class TreeSitter implements SyntaxTrees {
  readonly #readWasm: ReadWasm;
  readonly #languages = new Map<GrammarName, Promise<Language>>();

  constructor(readWasm: ReadWasm) {
    this.#readWasm = readWasm;
  }

  async parse<T>(grammar: GrammarName, text: string, use: (root: SyntaxNode) => T): Promise<T> {
    const language = await this.#language(grammar);
    const parser = new treeSitter.Parser();
    try {
      const tree = parser.setLanguage(language).parse(text);
      if (tree === null) throw new Error(`tree-sitter returned no tree for ${grammar}`);
      try {
        return use(rootOf(tree));
      } finally {
        tree.delete();
      }
    } finally {
      parser.delete();
    }
  }

  #language(grammar: GrammarName): Promise<Language> {
    let language = this.#languages.get(grammar);
    if (language === undefined) {
      language = this.#load(grammar);
      this.#languages.set(grammar, language);
    }
    return language;
  }

  async #load(grammar: GrammarName): Promise<Language> {
    try {
      await startRuntime(this.#readWasm);
      const bytes = await this.#readWasm(`tree-sitter-${grammar}.wasm`);
      const language = await treeSitter.Language.load(bytes);
      free(bytes);
      return language;
    } catch (error) {
      throw new GrammarError(grammar, error);
    }
  }
}

/** V8 has a copy, and the package holds the bytes for ever without a need: 20 MB for all grammars. */
function free({ buffer }: Uint8Array): void {
  const { transfer } = buffer as { readonly transfer?: (length: number) => unknown };
  if (transfer !== undefined) transfer.call(buffer, 0);
  // Before Node.js 22: moved to where nobody holds them.
  else if (buffer instanceof ArrayBuffer) structuredClone(buffer, { transfer: [buffer] });
}

/** The package's types allow null in lists. They never contain null, and later versions say so. */
function rootOf(tree: treeSitter.Tree): SyntaxNode {
  return tree.rootNode as unknown as SyntaxNode;
}

let runtime: Promise<void> | undefined;

/** There is one per process, because the package keeps it in a module variable. */
function startRuntime(readWasm: ReadWasm): Promise<void> {
  runtime ??= readWasm('tree-sitter.wasm').then((wasmBinary) => {
    // An Emscripten option that is missing from the package's types; it avoids searching for a file.
    const options: { readonly wasmBinary: Uint8Array; readonly locateFile: (file: string) => string } = {
      wasmBinary,
      locateFile: (file) => file,
    };
    return treeSitter.Parser.init(options).then(() => {
      free(wasmBinary);
    });
  });
  return runtime;
}
