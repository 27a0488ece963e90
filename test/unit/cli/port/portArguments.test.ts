import assert from 'node:assert/strict';
import { parsePortArguments } from '../../../../src/cli/port/portArguments.ts';

describe('the arguments of port', () => {
  it('are a number, a place, and how it is written', () => {
    assert.deepEqual(parsePortArguments(['8080', '--netns', 'web', '--json', '--collector', 'ss']), {
      kind: 'run',
      options: { place: 'netns:web', port: 8080, format: 'json', collector: 'ss' },
    });
    assert.deepEqual(parsePortArguments(['-h']), { kind: 'help' });
  });

  it('are refused if there is no port, or more than one', () => {
    for (const words of [[], ['0'], ['65536'], ['x'], ['80', '81'], ['0x50'], ['-1']]) {
      const parsed = parsePortArguments(words);
      assert.equal(parsed.kind, 'wrong', words.join(' '));
    }
    const { kind } = parsePortArguments(['80', '--open', 'file']);
    assert.equal(kind, 'wrong');
  });
});
