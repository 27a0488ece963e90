import assert from 'node:assert/strict';
import { writeProblems } from '../../../src/cli/writeProblems.ts';

describe('the problems of a command', () => {
  it('are a line each, without control characters of the host', () => {
    const written: string[] = [];
    const problem = { message: 'No\u001b[2Jne.', nextStep: 'Try\nagain\u001b[2J.' };
    writeProblems({ write: (text: string) => written.push(text) > 0 }, [problem]);
    assert.equal(written.length, 1);
    assert.match(written[0] ?? '', /^[^\p{Cc}]+\n$/u);
  });
});
