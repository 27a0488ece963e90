import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimal, skipBlanks, skipToken, startsWith } from '../../../../src/core/parse/bytes.ts';

function decimalOf(text: string): number {
  const bytes = Buffer.from(`1${text}1`);
  return decimal(bytes, 1, bytes.length - 1);
}

describe('decimal', () => {
  it('reads digits and nothing else', () => {
    assert.equal(decimalOf('0'), 0);
    assert.equal(decimalOf('007'), 7);
    assert.equal(decimalOf('4294967295'), 4294967295);
    for (const text of ['', ' 1', '1 ', '-1', '+1', '1.5', '0x10', '１', 'a'])
      assert.equal(decimalOf(text), -1);
  });

  it('refuses what a number cannot hold exactly', () => {
    assert.equal(decimalOf('999999999999999'), 999999999999999);
    assert.equal(decimalOf('9999999999999999'), -1);
  });

  it('reads every number back', () => {
    fc.assert(fc.property(fc.nat(2 ** 48), (value) => decimalOf(String(value)) === value));
  });
});

describe('blanks and tokens', () => {
  const line = Buffer.from(' \t\rab c');

  it('are told apart, a carriage return being a blank', () => {
    assert.equal(skipBlanks(line, 0, line.length), 3);
    assert.equal(skipToken(line, 3, line.length), 5);
  });

  it('end where the line ends', () => {
    assert.equal(skipBlanks(line, 0, 2), 2);
    assert.equal(skipToken(line, 3, 4), 4);
    assert.equal(startsWith(line, 3, 4, Buffer.from('ab')), false);
    assert.equal(startsWith(line, 3, 5, Buffer.from('ab')), true);
  });
});
