import assert from 'node:assert/strict';
import type { InspectResult } from '../../src/core/protocol/inspection.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';

function world() {
  const asked: string[] = [];
  const inspections = new Inspections({
    lookFurther: () => Promise.resolve({ kind: 'stale' }),
    inspect: ({ host }) => {
      asked.push(host);
      const result = { inspection: `${host}#${String(asked.length)}`, roots: [] };
      return Promise.resolve(result as unknown as InspectResult);
    },
    isTrusted: () => true,
    canInspect: () => true,
    collector: () => 'auto',
  });
  const current: string[] = [];
  inspections.onDidChangeCurrent(({ host, state }) => current.push(`${host} ${state.kind}`));
  return { inspections, asked, current };
}

describe('the inspections of several hosts', () => {
  it('are kept apart, and known in the order in which they were asked for', async () => {
    const { inspections, asked } = world();
    assert.deepEqual(inspections.known, []);
    const web1 = await inspections.of('ssh:web1').inspect();
    await inspections.current.inspect();
    assert.deepEqual(asked, ['ssh:web1', 'local']);
    assert.deepEqual(
      inspections.known.map(({ host }) => host),
      ['local', 'ssh:web1'],
    );
    assert.equal(inspections.of('ssh:web1').result, web1);
    assert.equal(inspections.current.result?.inspection, 'local#2');
  });

  it('are told apart by events of any host and of the current one', async () => {
    const { inspections, current } = world();
    const all: string[] = [];
    inspections.onDidChange(({ host, state }) => all.push(`${host} ${state.kind}`));
    await inspections.of('ssh:web1').inspect();
    assert.deepEqual(all, ['ssh:web1 running', 'ssh:web1 done']);
    assert.deepEqual(current, []);
    inspections.setCurrent('ssh:web1');
    inspections.setCurrent('ssh:web1');
    assert.deepEqual(current, ['ssh:web1 done']);
    await inspections.current.inspect();
    assert.deepEqual(current.slice(1), ['ssh:web1 running', 'ssh:web1 done']);
  });

  it('are forgotten with their host, but never those of this machine', async () => {
    const { inspections, current } = world();
    const forgotten: string[] = [];
    inspections.onDidForget((host) => forgotten.push(host));
    await inspections.of('ssh:web1').inspect();
    inspections.setCurrent('ssh:web1');
    inspections.forget('ssh:web1');
    inspections.forget('ssh:web1');
    inspections.forget('local');
    assert.deepEqual(forgotten, ['ssh:web1']);
    assert.equal(current.at(-1), 'local none');
    assert.equal(inspections.of('ssh:web1').result, undefined);
  });

  it('fail with the server where there are any', async () => {
    const { inspections } = world();
    await inspections.of('ssh:web1').inspect();
    inspections.serverStopped();
    assert.equal(inspections.of('ssh:web1').state.kind, 'failed');
    assert.equal(inspections.current.state.kind, 'none');
  });
});
