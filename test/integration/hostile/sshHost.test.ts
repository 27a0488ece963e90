import assert from 'node:assert/strict';
import { join } from 'node:path';
import { inspect, type Inspection } from '../../../src/core/inspect/inspect.ts';
import { failure, problemsOf, valueOf } from '../../../src/core/model/outcome.ts';
import { shellCollectors } from '../../../src/host/collectors.ts';
import { ShellHost } from '../../../src/host/shell/shellHost.ts';
import type { ShellLimits } from '../../../src/host/shell/shellSession.ts';
import { nodePath, repository } from '../../support/paths.ts';

/** The memory that reading a hostile host may cost, in bytes. */
const memoryBudget = 400 << 20;

describe('a hostile host', function () {
  this.timeout(60_000);

  async function inspectHostile(mode: string, limits: Partial<ShellLimits> = {}): Promise<Inspection> {
    const args = [join(repository, 'test/support/hostileShell.ts'), mode];
    const host = new ShellHost(
      {
        name: 'web1',
        command: { program: nodePath, args },
        explain: () => failure('failed', 'lost', 'The shell ended.', 'Try again.'),
      },
      limits,
    );
    let peak = 0;
    const before = process.memoryUsage().rss;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
    try {
      return await inspect({
        host,
        collectors: shellCollectors,
        choice: 'auto',
        cancellation: new AbortController().signal,
        now: Date.now,
        onProgress: () => undefined,
      });
    } finally {
      clearInterval(watch);
      await host.dispose();
      assert.ok(peak - before < memoryBudget, `it cost ${(peak - before) >> 20} MB`);
    }
  }

  const codes = (outcome: Parameters<typeof problemsOf>[0]): readonly string[] =>
    problemsOf(outcome).map(({ code }) => code);

  it('is read like any other where it is honest', async () => {
    const { snapshot } = await inspectHostile('honest');
    assert.equal(snapshot.facts.kind, 'ok');
    assert.deepEqual(codes(snapshot.configuration), []);
    assert.equal(snapshot.parameters.kind, 'ok');
  });

  it('that sends 100,000 links has its configuration cut, and says so', async () => {
    const { snapshot } = await inspectHostile('links');
    assert.deepEqual(codes(snapshot.configuration), ['listing-cut']);
    assert.equal(snapshot.parameters.kind, 'ok');
  });

  it('that sends 40 MB of configuration loses it, and nothing else', async () => {
    const { snapshot } = await inspectHostile('text');
    assert.deepEqual(codes(snapshot.configuration), ['too-long']);
    assert.equal(snapshot.parameters.kind, 'ok');
  });

  for (const mode of ['newlines', 'globs'])
    it(`that sends a configuration made to be slow has what is too much of it left out: ${mode}`, async () => {
      const { snapshot } = await inspectHostile(mode);
      assert.deepEqual(codes(snapshot.configuration), ['too-large']);
      assert.equal(snapshot.parameters.kind, 'ok');
    });

  for (const mode of ['counters', 'zeros'])
    it(`that sends hundreds of megabytes as counters loses them: ${mode}`, async () => {
      const { snapshot } = await inspectHostile(mode);
      assert.ok(
        [...codes(snapshot.counters), ...codes(snapshot.facts)].some((code) => /too-long/.test(code)),
      );
      if (mode === 'counters') assert.equal(snapshot.parameters.kind, 'ok');
    });

  it('that names a million processes has most of them left out, and says so', async () => {
    const { snapshot, owners } = await inspectHostile('owners');
    assert.deepEqual(codes(snapshot.sockets), ['ss-too-many-processes']);
    assert.equal(valueOf(snapshot.sockets)?.length, 1_000_000);
    assert.ok(owners);
    assert.equal(valueOf(owners)?.size, 200_000);
  });

  it('that sends marks for ever is given up', async () => {
    const { snapshot } = await inspectHostile('marks');
    assert.deepEqual(codes(snapshot.facts), ['answer-too-long']);
  });

  it('that answers nothing has one deadline for all that is asked', async function () {
    this.timeout(30_000); // half of what a single request may take
    const { snapshot } = await inspectHostile('silent', { requestMs: 60_000, readingMs: 1500 });
    assert.deepEqual(codes(snapshot.facts), ['timed-out']);
  });
});
