import assert from 'node:assert/strict';
import { CheckingInTurn } from '../../../../src/service/language/checkingInTurn.ts';

describe('checking documents in turn', () => {
  it('does one at a time, and tells of each', async () => {
    const told: (string | undefined)[] = [];
    const checking = new CheckingInTurn((uri) => {
      told.push(uri);
      return Promise.resolve();
    });
    const check = (uri: string) => async (): Promise<void> => {
      await Promise.resolve();
      told.push(`check ${uri}`);
    };
    await Promise.all(['a', 'b'].map((uri) => checking.run(uri, check(uri))));
    assert.deepEqual(told, ['a', 'check a', undefined, 'b', 'check b', undefined]);
  });

  it('lets requests wait for the first check, and goes on after one that failed', async () => {
    const checking = new CheckingInTurn(() => Promise.resolve());
    checking.opened('a');
    const done: string[] = [];
    const waiting = checking.firstCheck('a').then(() => done.push('request'));
    await assert.rejects(
      checking.run('a', () => {
        done.push('check');
        return Promise.reject(new Error('broken'));
      }),
    );
    await waiting;
    await checking.run('a', () => {
      done.push('second check');
      return Promise.resolve();
    });
    assert.deepEqual(done, ['check', 'request', 'second check']);
  });

  it('lets nothing wait for a document that is closed or was never open', async () => {
    const checking = new CheckingInTurn(() => Promise.resolve());
    checking.opened('a');
    const waiting = checking.firstCheck('a');
    checking.closed('a');
    await Promise.all([waiting, checking.firstCheck('a'), checking.firstCheck('b')]);
  });
});
