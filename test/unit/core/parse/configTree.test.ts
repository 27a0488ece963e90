import assert from 'node:assert/strict';
import {
  type ConfigNode,
  everyEntry,
  parseTomlTree,
  parseYamlTree,
  valueAt,
} from '../../../../src/core/parse/configTree.ts';

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

  it('has the entries of a map that a merge key names, unless the map has its own', () => {
    const [tree] = parseYamlTree(
      'x: &x {k: 1, l: 1}\ny: &y {l: 2, m: 2}\na: {<<: *x, k: 3}\nb: {<<: [*x, *y]}\nc: &c {<<: *c, k: 4}\n',
    );
    const texts = (key: string) =>
      valueAt(tree, key)?.entries.map((one) => `${one.key}=${one.node.text ?? ''}`);
    assert.deepEqual(texts('a'), ['k=3', 'l=1']);
    assert.deepEqual(texts('b'), ['k=1', 'l=1', 'm=2']);
    assert.deepEqual(texts('c'), ['k=4']);
  });

  it('is no larger for a stream of many documents with aliases of aliases', () => {
    const list = (name: string, of: string): string => `${name}: &${name} [${`${of},`.repeat(10)}]\n`;
    const bomb = `${list('a', '1')}${list('b', '*a')}${list('c', '*b')}${list('d', '*c')}${list('e', '*d')}---\n`;
    const count = (node: ConfigNode): number =>
      1 +
      [...node.entries.map((entry) => entry.node), ...node.items].reduce((sum, one) => sum + count(one), 0);
    const nodes = parseYamlTree(bomb.repeat(20)).reduce((sum, tree) => sum + count(tree), 0);
    assert.ok(nodes > 100_000 && nodes <= 200_000, String(nodes));
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

  it('ends before the line that is nested too deeply', () => {
    for (const deep of [
      `[${Array(600).fill('a').join('.')}]\nb = 2\n`,
      `y = ${'['.repeat(600)}${']'.repeat(600)}\n`,
    ])
      assert.deepEqual(
        Array.from(everyEntry(parseTomlTree(`x = 1\n${deep}`) ?? assert.fail()), ({ key }) => key),
        ['x'],
      );
  });

  it('goes no deeper than a YAML text may go', () => {
    const part = Array(90).fill('a').join('.');
    const tree = parseTomlTree(`x = ${`{ ${part} = `.repeat(9)}1${' }'.repeat(9)}\n`);
    assert.ok(tree !== undefined);
    assert.equal(Math.max(...Array.from(everyEntry(tree), ({ path }) => path.length + 1)), 500);
  });
});
