import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Coalesced } from '../../../../src/service/language/coalesced.ts';

describe('Coalesced', () => {
  it('works at once after a rest, and in a burst at most half of the time, last for the newest state', async () => {
    let state = 0;
    const runs: { state: number; start: number; end: number }[] = [];
    const coalesced = new Coalesced(async () => {
      const run = { state, start: performance.now(), end: 0 };
      runs.push(run);
      await sleep(20);
      run.end = performance.now();
    });
    for (; state < 60; state++) {
      coalesced.request('a');
      await sleep(5);
    }
    coalesced.request('a');
    while (runs.at(-1)?.state !== 60) await sleep(10);
    assert.equal(runs[0]?.state, 0);
    // A timer of Node.js may fire up to a millisecond early.
    const early = runs.filter(({ start }, at) => {
      const before = runs[at - 1];
      return before !== undefined && start < before.end + (before.end - before.start) - 2;
    });
    assert.deepEqual(early, []);
  });

  it('keeps documents apart, and forgets what was closed', async () => {
    const done: string[] = [];
    const coalesced = new Coalesced((key) => Promise.resolve(void done.push(key)));
    coalesced.request('a');
    coalesced.request('b');
    coalesced.forget('b');
    await sleep(20);
    assert.deepEqual(done, ['a']);
  });
});
