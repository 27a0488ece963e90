import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MarkedSections } from '../../../../src/core/parse/markedSections.ts';
import { pieceLengths } from '../../../support/arbitraries.ts';

const token = '0123456789abcdef';

/** The events of the parser, with adjacent bytes joined: `[mark]` and text. */
function read(pieces: readonly Uint8Array[]): readonly string[] {
  const told: string[] = [];
  let isText = false;
  const sections = new MarkedSections(token, {
    onMark: (words) => {
      told.push(`[${words.join(' ')}]`);
      isText = false;
    },
    onBytes: (bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      if (isText) told.push(`${told.pop() ?? ''}${text}`);
      else told.push(text);
      isText = true;
    },
  });
  for (const piece of pieces) {
    const lent = new Uint8Array(piece);
    sections.push(lent);
    lent.fill(0x58); // What is lent is used for the next piece.
  }
  return told;
}

function cut(bytes: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const end = at + (lengths[turn % lengths.length] ?? 1);
    pieces.push(bytes.slice(at, end));
    at = end;
  }
  return pieces;
}

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('MarkedSections', () => {
  it('tells marks from what stands between them', () => {
    const text = `noise\n${token} begin\n\n${token} out 1\nline\n\n${token} end 1 0\n`;
    assert.deepEqual(read([bytes(text)]), ['noise', '[begin]', '[out 1]', 'line\n', '[end 1 0]']);
  });

  it('keeps every byte of any content, however it is cut', () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 50 }).map((array) => Buffer.from(array).toString('latin1')),
      fc.constantFrom(
        '\n',
        '\n\n',
        `\n${token}`,
        `${token} end 1 0\n`,
        `\n${token.slice(1)} end\n`,
        `\n${token}x\n`,
      ),
    );
    fc.assert(
      fc.property(fc.array(content, { maxLength: 5 }), pieceLengths, (contents, lengths) => {
        const text = contents.map((each, at) => `${each}\n${token} end ${String(at)}\n`).join('');
        const expected = contents.flatMap((each, at) => [
          ...(each === '' ? [] : [each]),
          `[end ${String(at)}]`,
        ]);
        assert.deepEqual(read(cut(bytes(text), lengths)), expected);
      }),
    );
  });

  it('takes no line for a mark that is too long, nor one that does not end', () => {
    const long = `\n${token} ${'x'.repeat(500)}\nand on`;
    assert.deepEqual(read(cut(bytes(long), [7])), [long]);
  });
});
