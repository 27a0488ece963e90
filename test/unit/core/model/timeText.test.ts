import assert from 'node:assert/strict';
import {
  ageText,
  dateAndTime,
  lengthText,
  secondsText,
  spanText,
  timeOfDay,
} from '../../../../src/core/model/timeText.ts';

describe('times as text', () => {
  for (const [seconds, text] of [
    [-3, 'now'],
    [4.9, 'now'],
    [12.7, '12 s ago'],
    [59, '59 s ago'],
    [60, '1 min ago'],
    [3599, '59 min ago'],
    [3 * 3600, '3 h ago'],
    [25 * 3600, '25 h ago'],
    [49 * 3600, '2 d ago'],
  ] as const)
    it(`an age of ${String(seconds)} seconds is ${text}`, () => {
      assert.equal(ageText(seconds), text);
    });

  it('a span has no “ago”', () => {
    assert.deepEqual([2, 90, 7300, 200_000].map(spanText), ['2 s', '1 min', '2 h', '2 d']);
  });

  it('a length has one decimal below ten, and the unit that fits', () => {
    assert.deepEqual([0.84, 4.56, 48.3].map(secondsText), ['0.8 s', '4.6 s', '48 s']);
    assert.deepEqual([0.097, 1.53, 840.4, 1234].map(lengthText), ['97 µs', '1.5 ms', '840 ms', '1.2 s']);
  });

  it('a moment is told on a clock of 24 hours, and its day with the year first', () => {
    const at = new Date(2026, 0, 2, 15, 4, 5);
    assert.equal(timeOfDay(at.getTime()), '15:04:05');
    assert.equal(timeOfDay(at.toISOString()), '15:04:05');
    assert.equal(dateAndTime(at.getTime()), '2026-01-02 15:04:05');
  });
});
