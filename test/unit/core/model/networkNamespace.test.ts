import assert from 'node:assert/strict';
import { oldestProcesses } from '../../../../src/core/model/networkNamespace.ts';

describe('oldestProcesses', () => {
  it('gives the process with the lowest id in each namespace, in whatever order they come', () => {
    const found = oldestProcesses([
      { namespace: 'net:[1]', pid: 10 },
      { namespace: 'net:[2]', pid: 300 },
      { namespace: 'net:[1]', pid: 9 },
      { namespace: 'net:[2]', pid: 301 },
    ]);
    assert.deepEqual(
      [...found],
      [
        ['net:[1]', 9],
        ['net:[2]', 300],
      ],
    );
  });
});
