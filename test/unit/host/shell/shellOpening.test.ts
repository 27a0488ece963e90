import assert from 'node:assert/strict';
import { ShellOpening } from '../../../../src/host/shell/shellOpening.ts';
import { cut, cutsInTwo } from '../../../support/parsing.ts';
import { assertProportional } from '../../../support/proportional.ts';

const token = '0123456789abcdef';

function opened(chunks: readonly Uint8Array[]): {
  readonly answer: string | undefined;
  readonly said: string;
  readonly isOver: boolean;
} {
  let said = '';
  let isOver = false;
  const opening = new ShellOpening(
    token,
    () => undefined,
    (chunk) => (said += Buffer.from(chunk).toString()),
  );
  for (const chunk of chunks) isOver = opening.push(chunk);
  return { answer: opening.answer, said, isOver };
}

describe('ShellOpening', () => {
  it('hands on what follows the line with the token, wherever the stream is cut', () => {
    for (const noise of ['', 'Welcome\n', `not ${token} lines\n`, `${token} nothing\n`])
      for (const [head, tail] of cutsInTwo(`${noise}${token} lines\nUNCONN 0\n`)) {
        const all = opened([Buffer.from(head), Buffer.from(tail)]);
        assert.deepEqual(all, { answer: 'lines', said: 'UNCONN 0\n', isOver: false }, noise);
      }
  });

  it('waits no longer where ss is missing or old', () => {
    for (const answer of ['missing', 'old'])
      assert.deepEqual(opened([Buffer.from(`${token} ${answer}\n`)]), { answer, said: '', isOver: true });
  });

  it('gives up after megabytes of noise', () => {
    assert.ok(!opened(cut(Buffer.alloc(4 << 20, 'x'), [1 << 16])).isOver);
    assert.ok(opened(cut(Buffer.alloc((4 << 20) + 1, 'x'), [1 << 16])).isOver);
  });

  it('takes time in proportion to the noise, in however small pieces it comes', () => {
    const noise = Buffer.alloc(4 << 20, 'x\n');
    assertProportional('noise', (size) => opened(cut(noise.subarray(0, size), [1 << 10])), noise.length);
  });
});
