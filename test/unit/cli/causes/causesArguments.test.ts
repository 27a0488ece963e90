import assert from 'node:assert/strict';
import { parseCausesArguments } from '../../../../src/cli/causes/causesArguments.ts';

describe('the arguments of causes', () => {
  it('are a folder, this machine and text unless something else is said', () => {
    assert.deepEqual(parseCausesArguments([]), {
      kind: 'run',
      options: { folder: '.', format: 'text', isLive: true, place: 'local', dns: false },
    });
    assert.deepEqual(parseCausesArguments(['src', '--host', 'web1', '--json', '--dns']), {
      kind: 'run',
      options: { folder: 'src', format: 'json', isLive: true, place: 'ssh:web1', dns: true },
    });
  });

  it('are refused by name where they are wrong', () => {
    const refused = [
      [['a', 'b'], /accepts a single folder/],
      [['--format', 'xml'], /“xml” is not one of text, json, sarif/],
      [['--host', 'a', '--netns', 'b'], /Use only one of/],
      [['--no-live', '--host', 'a'], /does not read sockets/],
      [['--nonsense'], /nonsense/],
    ] as const;
    for (const [args, reason] of refused) {
      const parsed = parseCausesArguments(args);
      assert.ok(parsed.kind === 'wrong');
      assert.match(parsed.message, reason);
    }
  });
});
