import assert from 'node:assert/strict';
import { shellLine } from '../../../../src/core/model/shellWord.ts';

describe('shellLine', () => {
  it('keeps each word one word', () => {
    const words = ['ss', '-K', 'dst', '[::1]:80', '(', "a'b", '$(x)'];
    assert.equal(shellLine(words), "ss -K dst '[::1]:80' '(' 'a'\\''b' '$(x)'");
  });
});
