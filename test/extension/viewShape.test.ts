import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { usualShape } from '../../src/core/model/treeShape.ts';
import { ViewShape } from '../../src/extension/shape/viewShape.ts';

function memory(stored?: unknown): Memento {
  const values = new Map([['shape', stored]]);
  return {
    keys: () => [...values.keys()],
    get: (key: string) => values.get(key) as never,
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

describe('the shape of the trees', () => {
  it('is remembered, unless it is the usual one', () => {
    const stored = memory();
    const shape = new ViewShape(stored);
    assert.ok(shape.isUsual);
    shape.set({ grouping: 'process' });
    assert.deepEqual(new ViewShape(stored).current, { grouping: 'process', sort: 'count' });
    shape.set(usualShape);
    assert.equal(stored.get('shape'), undefined);
  });

  it('tells of changes, and of nothing else', () => {
    const shape = new ViewShape(memory());
    const told: string[] = [];
    shape.onDidChange(({ grouping, sort }) => told.push(`${grouping} ${sort}`));
    shape.set({ grouping: 'state' });
    shape.set({ sort: 'name' });
    shape.set({ grouping: 'age' });
    assert.deepEqual(told, ['state name', 'age name']);
  });

  it('is the usual one where something else was remembered', () => {
    for (const stored of ['x', 7, null, { grouping: 'planet' }, { sort: {} }])
      assert.deepEqual(new ViewShape(memory(stored)).current, usualShape);
    assert.equal(new ViewShape(memory({ grouping: 'age', sort: 'x' })).current.grouping, 'age');
  });
});
