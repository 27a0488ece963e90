import treeSitter, { type Language } from '@vscode/tree-sitter-wasm';
import type { GrammarName, SyntaxNode, SyntaxTrees } from '../../core/parse/syntaxTrees.ts';

/** Gives the bytes of a WebAssembly file: `tree-sitter.wasm` or `tree-sitter-<grammar>.wasm`. */
export type ReadWasm = (name: string) => Promise<Uint8Array>;

/** Syntax trees of tree-sitter. Nothing is loaded before the first text; a grammar stays loaded. */
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
      if (tree === null) throw new Error(`tree-sitter gives no tree for ${grammar}`);
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
    await startRuntime(this.#readWasm);
    return treeSitter.Language.load(await this.#readWasm(`tree-sitter-${grammar}.wasm`));
  }
}

/** Its types say that lists may contain null. They never do, and later versions say so. */
function rootOf(tree: treeSitter.Tree): SyntaxNode {
  return tree.rootNode as unknown as SyntaxNode;
}

let runtime: Promise<void> | undefined;

/** There is one in a process: the package keeps it in a variable of its own. */
function startRuntime(readWasm: ReadWasm): Promise<void> {
  runtime ??= readWasm('tree-sitter.wasm').then((wasmBinary) => {
    // Emscripten's option, which the package's types leave out: no file is looked for.
    const options: { readonly wasmBinary: Uint8Array; readonly locateFile: (file: string) => string } = {
      wasmBinary,
      locateFile: (file) => file,
    };
    return treeSitter.Parser.init(options);
  });
  return runtime;
}
