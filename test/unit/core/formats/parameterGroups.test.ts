import assert from 'node:assert/strict';
import type { InventoryEntry } from '../../../../src/core/model/inventoryEntry.ts';
import { parameterGroups } from '../../../../src/core/formats/parameterGroups.ts';

function entry(key: string, value: string, scope: InventoryEntry['scope'] = 'host'): InventoryEntry {
  return {
    file: 'a',
    line: 1,
    column: 1,
    key,
    value,
    scope,
    when: 'boot',
    format: 'shell',
    isTemplate: false,
  };
}

const shape = (...entries: readonly InventoryEntry[]) =>
  parameterGroups(entries).map(({ key, hasDifferentValues, assignments }) => [
    key,
    hasDifferentValues,
    assignments.length,
  ]);

describe('groups of kernel parameters', () => {
  it('have those first whose values differ, then the alphabet', () => {
    assert.deepEqual(shape(entry('vm.b', '1'), entry('vm.c', '1'), entry('vm.a', '1'), entry('vm.c', '2')), [
      ['vm.c', true, 2],
      ['vm.a', false, 1],
      ['vm.b', false, 1],
    ]);
  });

  it('do not differ by blanks, by scope, or by what is not known', () => {
    assert.deepEqual(shape(entry('a.b', '1  2'), entry('a.b', '1\t2')), [['a.b', false, 2]]);
    assert.deepEqual(shape(entry('a.b', '1'), entry('a.b', '2', 'pod')), [['a.b', false, 2]]);
    assert.deepEqual(shape(entry('a.b', '1'), entry('a.b', '?'), entry('a.b', '1')), [['a.b', false, 3]]);
    assert.deepEqual(shape(entry('a.b', '?'), entry('a.b', '1'), entry('a.b', '2')), [['a.b', true, 3]]);
  });
});
