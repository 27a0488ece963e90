import assert from 'node:assert/strict';
import { countText, numberText, percentText } from '../../../../src/core/model/numberText.ts';

describe('numbers in texts', () => {
  it('are grouped by thousands, and have one digit after the point below ten', () => {
    const cases: readonly (readonly [number, string])[] = [
      [0, '0'],
      [0.4, '0.4'],
      [1, '1'],
      [9.94, '9.9'],
      [10.4, '10'],
      [999.5, '1,000'],
      [28232, '28,232'],
      [4294967295, '4,294,967,295'],
      [-3.25, '-3.3'],
    ];
    for (const [value, text] of cases) assert.equal(numberText(value), text);
  });

  it('agree with the noun that they count', () => {
    assert.equal(countText(0, 'socket'), '0 sockets');
    assert.equal(countText(1, 'socket'), '1 socket');
    assert.equal(countText(28232, 'socket'), '28,232 sockets');
    assert.equal(countText(1, 'socket has', 'sockets have'), '1 socket has');
    assert.equal(countText(2, 'socket has', 'sockets have'), '2 sockets have');
  });

  it('say 100 % of what is full only', () => {
    assert.equal(percentText(0), '0 %');
    assert.equal(percentText(0.8), '80 %');
    assert.equal(percentText(0.7999), '79.9 %');
    assert.equal(percentText(28231 / 28232), '99.9 %');
    assert.equal(percentText(1), '100 %');
    assert.equal(percentText(1.25), '125 %');
    assert.equal(percentText(0.00004), '<0.1 %', 'what is not nothing is never 0 %');
  });
});
