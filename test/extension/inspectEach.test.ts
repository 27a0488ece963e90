import assert from 'node:assert/strict';
import { CancellationTokenSource, type CancellationToken } from 'vscode';
import type { InspectResult } from '../../src/core/protocol/inspection.ts';
import { isUserError } from '../../src/extension/errors.ts';
import { HostInspection } from '../../src/extension/inspection/hostInspection.ts';
import { inspectEach, mostAtOnce, type EachProgress } from '../../src/extension/inspection/inspectEach.ts';
import { waitFor } from '../support/waitFor.ts';

const facts = (kind: string) => ({ report: { outcomes: { facts: { kind } } }, roots: [] });
const refused = { kind: 'unavailable', code: 'ssh-refused', message: 'No sshd there.', nextStep: 'Look.' };

/** Hosts that answer when the test says so. */
function world(count: number) {
  const asked = new Map<
    string,
    { readonly token: CancellationToken; readonly answer: (more?: object) => void }
  >();
  const hosts = Array.from({ length: count }, (_, index) => {
    const host = `ssh:web${String(index)}`;
    return new HostInspection(host, {
      lookFurther: () => Promise.resolve({ kind: 'stale' }),
      inspect: (_params, token) =>
        new Promise((resolve) => {
          const answer = (more: object = facts('ok')): void => {
            resolve({ inspection: host, ...more } as InspectResult);
          };
          asked.set(host, { token, answer });
        }),
      isTrusted: () => true,
      canInspect: () => true,
      collector: () => 'auto',
    });
  });
  return { hosts, asked };
}

describe('inspecting all hosts', () => {
  it('asks a few at a time, and the next as soon as one has answered', async () => {
    const { hosts, asked } = world(9);
    const told: EachProgress[] = [];
    const all = inspectEach(hosts, new CancellationTokenSource().token, (progress) => told.push(progress));
    assert.equal(asked.size, mostAtOnce);
    asked.get('ssh:web2')?.answer();
    await waitFor('the next', () => asked.has(`ssh:web${String(mostAtOnce)}`));
    assert.equal(asked.size, mostAtOnce + 1);
    for (let index = 0; index < hosts.length; index++) {
      const name = `ssh:web${String(index)}`;
      await waitFor(name, () => asked.has(name));
      asked.get(name)?.answer();
    }
    assert.equal((await all).size, 0);
    assert.ok(told.every(({ running }) => running.length <= mostAtOnce));
    assert.deepEqual(told.at(-1), { running: [], done: 9 });
  });

  it('is not held up by a host that fails, and tells which did and why', async () => {
    const { hosts, asked } = world(3);
    const all = inspectEach(hosts, new CancellationTokenSource().token);
    asked.get('ssh:web0')?.answer({ ...facts('unavailable'), unreadable: refused });
    asked.get('ssh:web1')?.answer();
    asked.get('ssh:web2')?.answer();
    const failed = await all;
    assert.deepEqual([...failed.keys()], ['ssh:web0']);
    const error = failed.get('ssh:web0');
    assert.ok(isUserError(error));
    assert.deepEqual([error.code, error.problem?.code], ['host-not-reached', 'ssh-refused']);
    assert.deepEqual(
      hosts.map(({ state }) => state.kind),
      ['failed', 'done', 'done'],
    );
  });

  it('asks no more hosts once it is cancelled, and what fails of that is no failure', async () => {
    const { hosts, asked } = world(6);
    const source = new CancellationTokenSource();
    const all = inspectEach(hosts, source.token);
    source.cancel();
    assert.equal((await all).size, 0);
    assert.equal(asked.size, mostAtOnce);
    assert.ok([...asked.values()].every(({ token }) => token.isCancellationRequested));
  });
});
