import assert from 'node:assert/strict';
import { tableText, type TextColumn } from '../../../src/cli/table.ts';

const columns: readonly TextColumn<readonly [string, number]>[] = [
  { title: 'Name', align: 'left', text: ([name]) => name },
  { title: 'N', align: 'right', text: ([, count]) => String(count) },
  { title: 'Rest', align: 'left', text: ([, count]) => (count > 5 ? 'much' : '') },
];

describe('tableText', () => {
  it('aligns columns and leaves no blank at the end of a line', () => {
    assert.deepEqual(
      tableText(columns, [
        ['a', 1],
        ['longer', 1000],
      ]),
      ['Name       N  Rest', 'a          1', 'longer  1000  much'],
    );
  });

  it('has its titles also without rows', () => {
    assert.deepEqual(tableText(columns, []), ['Name  N  Rest']);
  });
});
