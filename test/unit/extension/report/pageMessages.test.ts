import assert from 'node:assert/strict';
import { onPageMessage } from '../../../../src/extension/report/pageMessages.ts';

describe('what a page says to its panel', () => {
  function page() {
    const heard: string[] = [];
    const failures: string[] = [];
    let post: (message: unknown) => void = () => undefined;
    onPageMessage(
      {
        onDidReceiveMessage: (listener) => {
          post = listener;
        },
      },
      (message) => {
        heard.push(message.kind);
        return message.kind === 'saveJson'
          ? Promise.reject(new Error('The disk is full.'))
          : Promise.resolve();
      },
      (error) => failures.push(error instanceof Error ? error.message : String(error)),
    );
    return { heard, failures, post: (message: unknown) => post(message) };
  }

  it('is done where it is as the protocol has it', () => {
    const { heard, failures, post } = page();
    post({ kind: 'ready' });
    post({ kind: 'copy', text: 'a' });
    assert.deepEqual([heard, failures], [['ready', 'copy'], []]);
  });

  it('is ignored where it is not, and the log says why', () => {
    const { heard, failures, post } = page();
    for (const wrong of [undefined, 7, {}, { kind: 'copy' }, { kind: 'runAction', action: { kind: 'run' } }])
      post(wrong);
    assert.deepEqual(heard, []);
    assert.equal(failures.length, 5);
    assert.match(failures[3] ?? '', /“text” must be a string/);
  });

  it('tells where what it asked for fails', async () => {
    const { failures, post } = page();
    post({ kind: 'saveJson' });
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(failures, ['The disk is full.']);
  });
});
