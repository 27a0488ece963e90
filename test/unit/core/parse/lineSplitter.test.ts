import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineSplitter } from '../../../../src/core/parse/lineSplitter.ts';
import { cut } from '../../../support/parsing.ts';

function split(chunks: readonly Uint8Array[]): { lines: string[]; dropped: number } {
  const lines: string[] = [];
  const splitter = new LineSplitter((bytes, start, end) => {
    lines.push(Buffer.from(bytes.subarray(start, end)).toString('latin1'));
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.finish();
  return { lines, dropped: splitter.droppedLines };
}

const longest = 1 << 16;

describe('LineSplitter', () => {
  it('gives lines without their newline, empty ones too', () => {
    assert.deepEqual(split([Buffer.from('a\n\nb\n')]).lines, ['a', '', 'b']);
  });

  it('gives a last line that has no newline', () => {
    assert.deepEqual(split([Buffer.from('a\nb')]).lines, ['a', 'b']);
  });

  it('gives nothing for nothing', () => {
    assert.deepEqual(split([]).lines, []);
    assert.deepEqual(split([Buffer.from('')]).lines, []);
  });

  it('gives the same lines wherever the stream is cut', () => {
    const text = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\0')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (all, lengths) => {
        const expected = all.split('\n');
        if (expected.at(-1) === '') expected.pop();
        assert.deepEqual(split(cut(all, lengths)).lines, expected);
      }),
    );
  });

  it('keeps a line of the greatest length and drops a longer one, however it comes', () => {
    for (const pieces of [[1 << 20], [1000], [longest]]) {
      const text = `first\n${'x'.repeat(longest)}\n${'y'.repeat(longest + 1)}\nlast`;
      const { lines, dropped } = split(cut(text, pieces));
      assert.deepEqual(
        lines.map((line) => line.slice(0, 5)),
        ['first', 'xxxxx', 'last'],
        `pieces of ${String(pieces)}`,
      );
      assert.equal(dropped, 1);
    }
  });

  it('drops a last line that is too long and has no newline', () => {
    const { lines, dropped } = split(cut('x'.repeat(longest * 3), [longest]));
    assert.deepEqual([lines, dropped], [[], 1]);
  });
});
