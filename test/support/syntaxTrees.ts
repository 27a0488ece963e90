import { readFile } from 'node:fs/promises';
import type { SyntaxTrees } from '../../src/core/parse/syntaxTrees.ts';
import { TreeSitter } from '../../src/host/grammars/treeSitter.ts';
import { inRepository } from '../../scripts/lib/paths.ts';

/** The grammars as the package brings them: needs no build. One for all tests of a process, as loading takes time. */
export const syntaxTrees: SyntaxTrees = new TreeSitter((name) =>
  readFile(inRepository('node_modules/@vscode/tree-sitter-wasm/wasm', name)),
);
