import assert from 'node:assert/strict';
import { everyEntry, parseTomlTree, parseYamlTree, valueAt } from '../../../../src/core/parse/configTree.ts';

describe('the tree of a YAML text', () => {
  it('has what an alias stands for: the anchor that comes before it', () => {
    const [tree] = parseYamlTree('a: &x {k: 1}\nb: *x\nc: &x {k: 2}\nd: *x\ne: [*x, *y]\nf: &z [*z]\n');
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((key) => valueAt(tree, key, 'k')?.text),
      ['1', '1', '2', '2'],
    );
    assert.equal(valueAt(tree, 'e')?.items.length, 1);
    assert.ok(valueAt(tree, 'f') !== undefined);
  });
});

describe('the tree of a TOML text', () => {
  it('has tables, lists of tables and dotted keys as maps', () => {
    const tree = parseTomlTree('a.b = 1\n[c]\nd = [2, 3]\n[[e]]\nf = {g = "h"}\n[[e]]\nf = {g = "i"}\n');
    assert.equal(valueAt(tree, 'a', 'b')?.text, '1');
    assert.deepEqual(
      valueAt(tree, 'c', 'd')?.items.map(({ text }) => text),
      ['2', '3'],
    );
    assert.deepEqual(
      ['0', '1'].map((at) => valueAt(tree, 'e', at, 'f', 'g')?.text),
      ['h', 'i'],
    );
  });

  it('has no more nodes than a YAML text may have', () => {
    const tree = parseTomlTree(`a = [${'1,'.repeat(200_100)}]\n`);
    assert.equal(valueAt(tree, 'a')?.items.length, 199_999);
  });

  it('goes no deeper than a YAML text may go', () => {
    const tree = parseTomlTree(`x = 1\n[${Array(600).fill('a').join('.')}]\nb = 2\n`);
    assert.ok(tree !== undefined);
    assert.equal(valueAt(tree, 'x')?.text, '1');
    assert.equal(Math.max(...Array.from(everyEntry(tree), ({ path }) => path.length + 1)), 500);
    assert.equal(parseTomlTree(`x = ${'['.repeat(600)}${']'.repeat(600)}\n`), undefined);
  });
});
