import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { nativeFault } from '../../../../src/extension/client/nativeFault.ts';
import { nodePath, repository } from '../../../support/paths.ts';

/** Runs a program in a process of its own and tells whether a fault ended it. */
function faultOf(program: string, ...options: readonly string[]): Promise<boolean> {
  const child = spawn(nodePath, [...options, '--eval', program], {
    cwd: repository,
    // Without a stack in the log of the tests.
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return nativeFault(child);
}

const native = (call: string): string => `const library = require('koffi').load(null); ${call}`;

describe('the end of a process', () => {
  for (const [what, program] of Object.entries({
    'writes to where no memory is': native(`library.func('void *memset(intptr_t, int, size_t)')(16, 0, 1)`),
    'breaks the memory of the C library': native(`library.func('void free(intptr_t)')(16)`),
    'is aborted by it': native(`library.func('void abort()')()`),
  }))
    it(`is a fault if native code ${what}`, async () => {
      assert.equal(await faultOf(program), true);
    });

  for (const [what, program, ...options] of [
    ['somebody kills it', `process.kill(process.pid, 'SIGKILL')`],
    ['somebody ends it', `process.kill(process.pid, 'SIGTERM')`],
    ['a program throws', `throw new Error('thrown')`],
    ['it ends by itself', `process.exit(3)`],
    ['the engine has no memory left', `for (const kept = []; ;) kept.push({})`, '--max-old-space-size=20'],
  ] as const)
    it(`is no fault if ${what}`, async () => {
      assert.equal(await faultOf(program, ...options), false);
    });

  it('is none if the sign of a full engine comes in pieces', async () => {
    const stderr = new EventEmitter();
    const ending = Object.assign(new EventEmitter(), { stderr });
    const fault = nativeFault(ending);
    for (const piece of ['x'.repeat(200), 'JavaScript heap out', ' of memory\n', 'stack'.repeat(99)])
      stderr.emit('data', Buffer.from(piece));
    ending.emit('close', null, 'SIGABRT');
    assert.equal(await fault, false);
  });
});
