import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Coalesced } from '../../../../src/server/language/coalesced.ts';

describe('Coalesced', () => {
  it('works at once after a rest, and in a burst at most half of the time, last for the newest state', async () => {
    let state = 0;
    const seen: number[] = [];
    const coalesced = new Coalesced(async () => {
      seen.push(state);
      await sleep(40);
    });
    for (; state < 60; state++) {
      coalesced.request('a');
      await sleep(5);
    }
    coalesced.request('a');
    await sleep(300);
    assert.equal(seen[0], 0);
    assert.equal(seen.at(-1), 60);
    assert.ok(seen.length < 20, `${seen.length} times`);
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
