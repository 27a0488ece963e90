import assert from 'node:assert/strict';
import { lineAt } from '../../../../src/core/model/lineAt.ts';

describe('lineAt', () => {
  it('gives the line that contains an offset, at both of its ends', () => {
    const starts = [0, 3, 4, 10];
    assert.deepEqual(
      [0, 2, 3, 4, 9, 10, 99].map((offset) => lineAt(starts, offset)),
      [0, 0, 1, 2, 2, 3, 3],
    );
    assert.equal(lineAt([0], 7), 0);
  });
});
