import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { AfterRest } from '../../../../src/service/language/afterRest.ts';
import { waitFor } from '../../../support/waitFor.ts';

describe('AfterRest', () => {
  const done: string[] = [];
  let afterRest: AfterRest;
  beforeEach(() => {
    done.length = 0;
    afterRest = new AfterRest((key) => done.push(key));
  });

  it('works once when the requests have stopped, and not before', async () => {
    for (let request = 0; request < 5; request++) {
      afterRest.request('a');
      await sleep(20);
    }
    assert.deepEqual(done, []);
    await waitFor('the work', () => done.length > 0);
    await sleep(20);
    assert.deepEqual(done, ['a']);
  });

  it('works again for what is asked for after the work', async () => {
    afterRest.request('a');
    await waitFor('the work', () => done.length === 1);
    afterRest.request('a');
    await waitFor('the work', () => done.length === 2);
  });

  it('keeps documents apart, and forgets what was closed', async () => {
    afterRest.request('a');
    afterRest.request('closed');
    afterRest.request('b');
    afterRest.forget('closed');
    await waitFor('the work', () => done.length > 1);
    await sleep(20);
    assert.deepEqual(done, ['a', 'b']);
  });
});
