import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileLimitIn, startedIn, stateIn, threadGroupIn } from '../../../../src/core/parse/processFiles.ts';

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

  it('is when it started, in ticks', () => {
    const text = '12 (a) S 1 (b) S 1 12 12 0 -1 4194560 5 0 0 0 1 2 0 0 20 0 1 0 987654 2703360 400';
    assert.equal(startedIn(text), '987654');
    assert.equal(startedIn('12 (a) S 1 12'), undefined);
    assert.equal(startedIn(''), undefined);
  });

  it('is the process of a thread', () => {
    assert.equal(threadGroupIn('Name:\tTgid:\t1\nTgid:\t4711\nNgid:\t0\n'), 4711);
    assert.equal(threadGroupIn('Name:\tcat\n'), undefined);
  });

  it('is read from a real process', function () {
    if (process.platform !== 'linux') return;
    assert.ok((fileLimitIn(readFileSync('/proc/self/limits', 'utf8')) ?? 0) > 0);
    assert.match(stateIn(readFileSync('/proc/self/stat', 'utf8')) ?? '', /^[RS]$/);
    assert.match(startedIn(readFileSync('/proc/self/stat', 'latin1')) ?? '', /^[0-9]+$/);
    assert.equal(threadGroupIn(readFileSync('/proc/self/status', 'utf8')), process.pid);
  });
});
