import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytes, moment, roundUp } from '../../../src/webview/format.ts';

describe('figures of the report', () => {
  it('name the day of figures that are not of today', () => {
    const now = new Date(2026, 0, 7, 3, 4, 17);
    assert.equal(moment(new Date(2026, 0, 7, 3, 4, 5), now), '03:04:05, 12 s ago');
    assert.equal(moment(new Date(2026, 0, 2, 3, 4, 5), now), '2026-01-02 03:04:05, 5 d ago');
  });

  it('write sizes in fitting units', () => {
    assert.deepEqual([0, 512, 1536, 122_880, 67_108_864].map(bytes), [
      '0 B',
      '512 B',
      '1.5 KB',
      '120 KB',
      '64 MB',
    ]);
  });

  it('give an axis a round top that is never too low', () => {
    assert.deepEqual(
      [0, 1, 3, 7, 11, 470, 586, 1000, 1001].map(roundUp),
      [1, 1, 3, 7, 12, 500, 600, 1000, 1200],
    );
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e7 }), (value) => roundUp(value) >= value));
  });
});
