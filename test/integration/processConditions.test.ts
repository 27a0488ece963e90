import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { failure, problemsOf, valueOf } from '../../src/core/model/outcome.ts';
import { LocalHost } from '../../src/host/localHost.ts';
import { ShellHost } from '../../src/host/shell/shellHost.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { asNobody } from '../support/watching.ts';

const never = new AbortController().signal;

/** A shell of this machine, as a host that is reached through one. */
function shellHost(words: readonly string[]): ShellHost {
  const [program = '', ...args] = words;
  return new ShellHost({
    name: 'here',
    command: { program, args },
    explain: () => failure('failed', 'failed', 'It ended.', 'Look.'),
  });
}

describe('the condition of processes', function () {
  this.timeout(60_000);
  const started: ChildProcess[] = [];
  after(() => {
    for (const child of started) child.kill('SIGKILL');
  });

  async function sleepers(count: number): Promise<number[]> {
    const made = Array.from({ length: count }, () => spawn('sleep', ['600'], { stdio: 'ignore' }));
    started.push(...made);
    await Promise.all(made.map((child) => once(child, 'spawn')));
    return made.map(({ pid = 0 }) => pid);
  }

  async function ended(): Promise<number> {
    const child = spawn('true', { stdio: 'ignore' });
    await once(child, 'exit');
    return child.pid ?? 0;
  }

  it('through a shell says how many were left out', async () => {
    const host = shellHost(['sh']);
    try {
      const read = await host.conditions(new Set(await sleepers(103)), never);
      assert.equal(valueOf(read)?.size, 100);
      assert.match(problemsOf(read)[0]?.message ?? '', /^3 processes were not looked at/);
    } finally {
      await host.dispose();
    }
  });

  it('through a shell misses none that has ended', async () => {
    const host = shellHost(['sh']);
    try {
      const [alive = 0] = await sleepers(1);
      const read = await host.conditions(new Set([alive, await ended()]), never);
      assert.deepEqual([read.kind, [...(valueOf(read)?.keys() ?? [])]], ['ok', [alive]]);
    } finally {
      await host.dispose();
    }
  });

  it('through a shell of another user says that it may not be looked at', async function () {
    skipWhere(this, process.getuid?.() === 0 ? null : 'only root can become another user');
    const host = shellHost([...asNobody, 'sh']);
    try {
      const read = await host.conditions(new Set(await sleepers(1)), never);
      assert.match(problemsOf(read)[0]?.message ?? '', /^1 process was not looked at/);
    } finally {
      await host.dispose();
    }
  });

  it('of this machine misses none that has ended', async () => {
    const [alive = 0] = await sleepers(1);
    const read = await new LocalHost().conditions(new Set([alive, await ended()]));
    assert.deepEqual([read.kind, valueOf(read)?.size], ['ok', 1]);
  });
});
