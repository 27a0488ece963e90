import assert from 'node:assert/strict';
import type { TreeRow } from '../../../../src/core/protocol/viewModels.ts';
import { takenRows, type RowSource } from '../../../../src/extension/commands/takenRows.ts';
import type { RowNode } from '../../../../src/extension/views/socketNode.ts';

function node(id: string, host = 'local'): RowNode {
  const row: TreeRow = {
    id,
    kind: 'socket',
    label: id,
    description: '',
    accessibilityLabel: id,
    children: 0,
  };
  return { kind: 'row', host, row, parent: undefined };
}

const [one, two, other] = [node('one'), node('two'), node('three', 'ssh:web1')];
const source: RowSource = {
  selection: [two, { kind: 'more' }, { kind: 'host', host: 'local' }, other],
  treeOf: (host) => (host === 'gone' ? undefined : { inspection: `${host}#1` }),
};

function taken(...values: readonly unknown[]): readonly string[] {
  return takenRows(source, values).map(
    ({ tree, rows }) => `${tree.inspection}: ${rows.map(({ id }) => id).join()}`,
  );
}

describe('the rows that a command is about', () => {
  it('are the row whose menu was used, whatever is selected', () => {
    assert.deepEqual(taken(one), ['local#1: one']);
    assert.deepEqual(taken(one, undefined), ['local#1: one']);
  });

  it('are all that are selected where the row is one of them, host by host', () => {
    assert.deepEqual(taken(one, [one, other, two]), ['local#1: one,two', 'ssh:web1#1: three']);
  });

  it('are what is selected where a key was pressed, without what is no row', () => {
    assert.deepEqual(taken(), ['local#1: two', 'ssh:web1#1: three']);
  });

  it('are none where nothing is known of the host, or somebody calls with something else', () => {
    assert.deepEqual(taken(node('x', 'gone')), []);
    assert.deepEqual(taken('x', 7), []);
  });
});
