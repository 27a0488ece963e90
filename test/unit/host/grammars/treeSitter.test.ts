import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../../../../scripts/lib/paths.ts';
import { grammarNames, type GrammarName } from '../../../../src/core/parse/syntaxTrees.ts';
import { TreeSitter } from '../../../../src/host/grammars/treeSitter.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const samples: Readonly<Record<GrammarName, string>> = {
  bash: 'for i in 1 2; do curl "$url"; done',
  'c-sharp': 'class A { void B() { new HttpClient(); } }',
  cpp: 'int main(void) { return bind(1, 0, 0); }',
  go: 'package main\nfunc main() { }',
  java: 'class A { void b() { } }',
  javascript: 'const a = () => fetch(url);',
  php: '<?php $r = new Redis();',
  python: 'def f():\n    pass',
  ruby: 'def a; end',
  rust: 'fn main() {}',
  tsx: 'const a = <b c={1} />;',
  typescript: 'const a: number = <number>b;',
};

describe('tree-sitter', () => {
  for (const grammar of grammarNames) {
    it(`parses ${grammar}`, async () => {
      const [hasError, text] = await syntaxTrees.parse(grammar, samples[grammar], (root) => [
        root.hasError,
        root.text,
      ]);
      assert.deepEqual([hasError, text], [false, samples[grammar]]);
    });
  }

  it('counts columns as editors do, in UTF-16 code units', async () => {
    const at = await syntaxTrees.parse('python', '"😀"; f()', (root) => {
      const [call] = root.descendantsOfType('call');
      return [call?.startPosition, call?.startIndex];
    });
    assert.deepEqual(at, [{ row: 0, column: 6 }, 6]);
  });

  it('keeps what parses around an error', async () => {
    const names = await syntaxTrees.parse(
      'go',
      'package a\nfunc b() { c() }\nfunc ( {{{\nfunc d() { e() }',
      (root) => {
        assert.ok(root.hasError);
        return root.descendantsOfType('call_expression').map(({ text }) => text);
      },
    );
    assert.ok(names.includes('c()'));
  });

  it('frees the bytes of a grammar that is loaded', async () => {
    const wasm = inRepository('node_modules/@vscode/tree-sitter-wasm/wasm');
    const read: Uint8Array[] = [];
    const trees = new TreeSitter(async (name) => {
      const bytes = await readFile(join(wasm, name));
      read.push(bytes);
      return bytes;
    });
    assert.equal(await trees.parse('go', 'package a', (root) => root.text), 'package a');
    assert.deepEqual(
      read.map(({ buffer }) => buffer.byteLength),
      read.map(() => 0),
    );
    assert.ok(read.length > 0);
  });

  it('says that a grammar cannot be read, each time', async () => {
    const trees = new TreeSitter(() => Promise.reject(new Error('gone')));
    const parse = (): Promise<number> => trees.parse('go', '', () => 1);
    await assert.rejects(parse, /gone/);
    await assert.rejects(parse, /gone/);
  });
});
