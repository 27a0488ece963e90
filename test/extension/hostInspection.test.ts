import assert from 'node:assert/strict';
import { CancellationError, CancellationTokenSource, type CancellationToken } from 'vscode';
import type { InspectResult } from '../../src/core/protocol/inspection.ts';
import { isUserError, serverStopped } from '../../src/extension/errors.ts';
import { HostInspection } from '../../src/extension/inspection/hostInspection.ts';
import { lastResult } from '../../src/extension/inspection/inspectionState.ts';

/** Inspections of a host over a server that answers when the test says so. */
function world(isTrusted = true) {
  const asked: { token: CancellationToken; answer: (id: string) => void; fail: (error: unknown) => void }[] =
    [];
  const inspections = new HostInspection('local', {
    inspect: (_params, token) =>
      new Promise((resolve, reject) => {
        const answer = (inspection: string): void => {
          resolve({ inspection, roots: [] } as unknown as InspectResult);
        };
        token.onCancellationRequested(() => {
          reject(new CancellationError());
        });
        asked.push({ token, answer, fail: reject });
      }),
    isTrusted: () => isTrusted,
    collector: () => 'auto',
  });
  return { inspections, asked };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => assert.fail('it did not fail'),
    (error: unknown) => error,
  );
}

describe('the inspections of a host', () => {
  it('let those who ask at the same time share one', async () => {
    const { inspections, asked } = world();
    const both = Promise.all([inspections.inspect(), inspections.inspect()]);
    asked[0]?.answer('one');
    assert.deepEqual(
      (await both).map(({ inspection }) => inspection),
      ['one', 'one'],
    );
    assert.equal(asked.length, 1);
    const again = inspections.inspect();
    asked[1]?.answer('two');
    assert.equal((await again).inspection, 'two');
  });

  it('are cancelled when nobody waits for them any more', async () => {
    const { inspections, asked } = world();
    const [first, second] = [new CancellationTokenSource(), new CancellationTokenSource()];
    const waiting = [inspections.inspect(first.token), inspections.inspect(second.token)].map(failureOf);
    const cancelled = (): boolean[] => asked.map(({ token }) => token.isCancellationRequested);
    first.cancel();
    assert.ok((await waiting[0]) instanceof CancellationError);
    assert.deepEqual(cancelled(), [false]);
    second.cancel();
    assert.ok((await waiting[1]) instanceof CancellationError);
    assert.deepEqual(cancelled(), [true]);
  });

  it('go back to what was known before when they are cancelled', async () => {
    const { inspections, asked } = world();
    const first = inspections.inspect();
    asked[0]?.answer('before');
    await first;
    const source = new CancellationTokenSource();
    const second = failureOf(inspections.inspect(source.token));
    assert.equal(inspections.state.kind, 'running');
    source.cancel();
    await second;
    await Promise.resolve();
    assert.equal(inspections.state.kind, 'done');
  });

  it('keep old figures when they fail, but not those of a server that is gone', async () => {
    const { inspections, asked } = world();
    const first = inspections.inspect();
    asked[0]?.answer('before');
    await first;
    const second = failureOf(inspections.inspect());
    asked[1]?.fail(new Error('no'));
    const error = await second;
    assert.ok(isUserError(error) && error.code === 'inspection-failed');
    assert.equal(lastResult(inspections.state)?.inspection, 'before');
    const third = failureOf(inspections.inspect());
    asked[2]?.fail(serverStopped());
    await third;
    assert.equal(lastResult(inspections.state), undefined);
  });

  it('collect nothing in a workspace that is not trusted', async () => {
    const { inspections, asked } = world(false);
    const error = await failureOf(inspections.inspect());
    assert.ok(isUserError(error) && error.code === 'untrusted-workspace');
    assert.equal(asked.length, 0);
  });
});
