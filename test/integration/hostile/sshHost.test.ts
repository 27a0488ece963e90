import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect, lookFurther, type Inspection } from '../../../src/core/inspect/inspect.ts';
import { failure, problemsOf, valueOf } from '../../../src/core/model/outcome.ts';
import { shellCollectors } from '../../../src/host/collectors.ts';
import { LocalHost } from '../../../src/host/localHost.ts';
import { NamespaceHost } from '../../../src/host/namespaces/namespaceHost.ts';
import { ShellHost } from '../../../src/host/shell/shellHost.ts';
import type { ShellLimits } from '../../../src/host/shell/shellSession.ts';
import { FakeClock } from '../../support/fakeClock.ts';
import { nodePath, repository } from '../../support/paths.ts';
import { Setup } from '../../support/setup.ts';
import { waitFor } from '../../support/waitFor.ts';

/** The memory that reading a hostile host may cost, in bytes. */
const memoryBudget = 400 << 20;

describe('a hostile host', function () {
  this.timeout(60_000);

  const request = {
    collectors: shellCollectors,
    choice: 'auto',
    cancellation: new AbortController().signal,
    now: Date.now,
    onProgress: () => undefined,
  } as const;

  function hostile(words: readonly string[], limits: Partial<ShellLimits>, clock?: FakeClock): ShellHost {
    const args = [join(repository, 'test/support/hostileShell.ts'), ...words];
    return new ShellHost(
      {
        name: 'web1',
        command: { program: nodePath, args },
        explain: () => failure('failed', 'lost', 'The shell ended.', 'Try again.'),
      },
      limits,
      clock,
    );
  }

  async function inspectHostile(mode: string, limits: Partial<ShellLimits> = {}): Promise<Inspection> {
    const host = hostile([mode], limits);
    let peak = 0;
    const before = process.memoryUsage().rss;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
    try {
      return await inspect({ ...request, host });
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

  it('that names half a million processes has most of them left out, and says so', async () => {
    const { snapshot, owners } = await inspectHostile('owners');
    assert.deepEqual(codes(snapshot.sockets), ['ss-too-many-processes']);
    assert.equal(valueOf(snapshot.sockets)?.length, 500_000);
    assert.ok(owners);
    assert.equal(valueOf(owners)?.size, 200_000);
  });

  it('that sends marks for ever is given up', async () => {
    const { snapshot } = await inspectHostile('marks');
    assert.deepEqual(codes(snapshot.facts), ['answer-too-long']);
  });

  it('that answers nothing has one deadline for all that is asked', async function () {
    this.timeout(30_000); // half of what a single request may take
    const { snapshot } = await inspectHostile('silent', { requestMs: 60_000, workMs: 1500 });
    assert.deepEqual(codes(snapshot.facts), ['timed-out']);
  });

  describe('that answers once only', () => {
    const setup = new Setup();
    const twice = { intervalMs: 1000, wait: (): Promise<void> => Promise.resolve() };
    let log: string;
    let clock: FakeClock;
    let host: ShellHost;

    beforeEach(async () => {
      log = join(await setup.folder(), 'log');
      clock = new FakeClock();
      host = hostile(['silentLater', log], { requestMs: 600_000, workMs: 90_000 }, clock);
    });
    afterEach(() => host.dispose());

    const noted = (): Promise<string> => readFile(log, 'utf8').catch(() => '');
    /** Lets the time of the work pass when there have been so many requests. */
    async function until<T>(requests: number, work: Promise<T>): Promise<T> {
      await waitFor('a request', noted, (text) => text.split('request').length > requests);
      await clock.pass(90_000);
      return work;
    }

    it('has one deadline for all that an inspection asks', async () => {
      const { snapshot } = await until(2, inspect({ ...request, host, twice }));
      assert.equal(valueOf(snapshot.sockets)?.length, 1000);
      // The second reading of the counters was asked for; the second list and the processes no more.
      assert.equal(await noted(), 'start\nrequest\nrequest\n');
    });

    it('has it, too, if it is a network namespace of this machine', async () => {
      const there = new NamespaceHost('any', 'namespace', new LocalHost(), host);
      const { snapshot } = await until(2, inspect({ ...request, host: there, twice }));
      assert.equal(valueOf(snapshot.sockets)?.length, 1000);
      assert.equal(await noted(), 'start\nrequest\nrequest\n');
    });

    it('has another one for a further look', async () => {
      const first = await until(2, inspect({ ...request, host }));
      // What was asked for, and not answered, are the processes.
      assert.ok(first.owners && codes(first.owners).includes('processes-not-looked-at'));
      await until(3, lookFurther(first, { ...request, host, twice }));
      assert.equal(await noted(), 'start\nrequest\nrequest\nstart\nrequest\n');
    });
  });
});
