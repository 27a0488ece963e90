import assert from 'node:assert/strict';
import { paintFor } from '../../../src/cli/paint.ts';

function paints(isTTY: boolean, colours: boolean): boolean {
  return paintFor({ isTTY, hasColors: () => colours })('red', 'text') !== 'text';
}

describe('paintFor', () => {
  const before = process.env['NO_COLOR'];
  beforeEach(() => {
    delete process.env['NO_COLOR'];
  });
  after(() => {
    if (before === undefined) delete process.env['NO_COLOR'];
    else process.env['NO_COLOR'] = before;
  });

  it('colours on a terminal that has colours', () => {
    assert.deepEqual([paints(true, true), paints(true, false), paints(false, true)], [true, false, false]);
  });

  it('obeys NO_COLOR unless it is empty', () => {
    process.env['NO_COLOR'] = '1';
    assert.equal(paints(true, true), false);
    process.env['NO_COLOR'] = '';
    assert.equal(paints(true, true), true);
  });
});
