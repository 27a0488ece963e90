import assert from 'node:assert/strict';
import { CancellationError, CancellationTokenSource, type CancellationToken } from 'vscode';
import type { InspectResult, LookFurtherResult } from '../../src/core/protocol/inspection.ts';
import { isUserError, serverStopped } from '../../src/extension/errors.ts';
import { HostInspection } from '../../src/extension/inspection/hostInspection.ts';
import { lastResult } from '../../src/extension/inspection/inspectionState.ts';

/** Inspections of a host over a server that answers when the test says so. */
function world(isTrusted = true) {
  const asked: { token: CancellationToken; answer: (id: string) => void; fail: (error: unknown) => void }[] =
    [];
  const inspections = new HostInspection('local', {
    lookFurther: () => Promise.resolve({ kind: 'stale' }),
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
    canInspect: () => true,
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

describe('what follows the first figures of a host', () => {
  const result = (inspection: string, canLookFurther = false): InspectResult =>
    ({ inspection, roots: [], ...(canLookFurther && { canLookFurther }) }) as unknown as InspectResult;

  /** A server that reads the counters of the first inspection once. */
  function watching() {
    const further: { id: string; token: CancellationToken; answer: (result: LookFurtherResult) => void }[] =
      [];
    let count = 0;
    const inspections = new HostInspection('local', {
      inspect: () => Promise.resolve(result(String(++count), count === 1)),
      lookFurther: ({ inspection: id }, token) =>
        new Promise((answer) => {
          further.push({ id, token, answer });
        }),
      isTrusted: () => true,
      canInspect: () => true,
      collector: () => 'auto',
    });
    return { inspections, further };
  }

  it('is what grew, once', async () => {
    const { inspections, further } = watching();
    assert.equal((await inspections.inspect()).inspection, '1');
    assert.deepEqual(
      further.map(({ id }) => id),
      ['1'],
    );
    const drawn = new Promise((resolve) => inspections.onDidChange(resolve));
    further[0]?.answer({ kind: 'judged', result: result('1b') });
    await drawn;
    assert.equal(inspections.result?.inspection, '1b');
    await inspections.inspect();
    assert.equal(further.length, 1);
  });

  it('is waited for by an agent, which asks once', async () => {
    const { inspections, further } = watching();
    const asked = inspections.inspectFurther();
    await inspections.inspect();
    further[0]?.answer({ kind: 'judged', result: result('1b') });
    assert.equal((await asked).inspection, '1b');
  });

  it('is nothing where somebody inspected again meanwhile', async () => {
    const { inspections, further } = watching();
    await inspections.inspect();
    await inspections.inspect();
    assert.equal(further[0]?.token.isCancellationRequested, true);
    further[0].answer({ kind: 'judged', result: result('1b') });
    await Promise.resolve();
    assert.equal(inspections.result?.inspection, '2');
  });
});

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
