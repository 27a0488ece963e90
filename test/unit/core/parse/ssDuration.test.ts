import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ssDuration } from '../../../../src/core/parse/ssDuration.ts';
import { ssDurationText } from '../../../support/ssText.ts';

function durationOf(text: string): number {
  const bytes = Buffer.from(`9${text}9`);
  return ssDuration(bytes, 1, bytes.length - 1);
}

/** What is left of a time after it was printed: longer ones lose their smaller parts. */
function rounded(total: number): number {
  if (total >= 600_000) return total - (total % 60_000);
  return total >= 10_000 ? total - (total % 1000) : total;
}

describe('ssDuration', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['59sec', 59_000],
    ['1min2sec', 62_000],
    ['1min', 60_000],
    ['119min', 7_140_000],
    ['954ms', 954],
    ['008ms', 8],
    ['9.373ms', 9373],
    ['9.373sec', 9373],
    ['1.005ms', 1005],
    ['', 0],
  ];
  for (const [text, ms] of cases) {
    it(`reads “${text}” as ${ms} ms`, () => assert.equal(durationOf(text), ms));
  }

  it('refuses everything else', () => {
    for (const text of [
      'sec',
      '5',
      '5s',
      '5 sec',
      '-5sec',
      '1.5min',
      '1.',
      '.5sec',
      '5secs',
      'min',
      '1..5sec',
    ]) {
      assert.equal(durationOf(text), -1, text);
    }
  });

  it('reads what every version of ss prints', () => {
    fc.assert(
      fc.property(fc.nat(8_000_000), fc.constantFrom<'ms' | 'sec'>('ms', 'sec'), (total, unit) => {
        assert.equal(durationOf(ssDurationText(total, unit)), rounded(total));
      }),
    );
  });

  it('never throws, and gives a number that is -1 or not negative', () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom('1', '99', '.', 'min', 'sec', 'ms', 's')).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(text, (any) => durationOf(any) >= -1));
  });
});
