import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileLimitIn, stateIn } from '../../../../src/core/parse/processFiles.ts';

describe('what /proc/<pid> says of a process', () => {
  it('is its soft limit of open files', () => {
    const text =
      'Limit                     Soft Limit           Hard Limit           Units     \n' +
      'Max core file size        unlimited            unlimited            bytes     \n' +
      'Max open files            1024                 524288               files     \n';
    assert.equal(fileLimitIn(text), 1024);
    assert.equal(fileLimitIn(text.replace('1024  ', 'unlimited')), undefined);
    assert.equal(fileLimitIn('nonsense'), undefined);
  });

  it('is its state, whatever its name holds', () => {
    assert.equal(stateIn('12 (a) T (b) S 1 12 12 0'), 'S');
    assert.equal(stateIn('12 (sleep) T 1 12 12 0'), 'T');
    assert.equal(stateIn(''), undefined);
  });

  it('is read from a real process', function () {
    if (process.platform !== 'linux') return;
    assert.ok((fileLimitIn(readFileSync('/proc/self/limits', 'utf8')) ?? 0) > 0);
    assert.match(stateIn(readFileSync('/proc/self/stat', 'utf8')) ?? '', /^[RS]$/);
  });
});
