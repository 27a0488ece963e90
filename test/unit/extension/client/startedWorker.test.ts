import assert from 'node:assert/strict';
import { startedWorker } from '../../../../src/extension/client/startedWorker.ts';

class FakeWorker extends EventTarget {
  isTerminated = false;
  terminate(): void {
    this.isTerminated = true;
  }
}

describe('the worker of a browser', () => {
  it('is started once it has said that it listens', async () => {
    const worker = new FakeWorker();
    const started = startedWorker(worker);
    worker.dispatchEvent(new MessageEvent('message', { data: 'listening' }));
    assert.equal(await started, worker);
    assert.equal(worker.isTerminated, false);
  });

  it('fails, and is ended, if its script cannot be loaded: no request waits for it', async () => {
    const worker = new FakeWorker();
    const started = startedWorker(worker);
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'no such file' }));
    await assert.rejects(started, /could not be started: no such file\.$/);
    assert.equal(worker.isTerminated, true);
  });
});
