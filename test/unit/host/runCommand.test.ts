import assert from 'node:assert/strict';
import { inRepository } from '../../../scripts/lib/paths.ts';
import { nodePath } from '../../support/paths.ts';
import { run } from '../../support/run.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { problemsOf } from '../../../src/core/model/outcome.ts';
import { runCommand } from '../../../src/host/runCommand.ts';

const never = new AbortController().signal;

/** Runs statements in a process that has no descriptor left. What they need is imported before. */
async function withoutDescriptors(imports: string, statements: string): Promise<string> {
  const script = `
    import { openSync } from 'node:fs';
    ${imports}
    const never = new AbortController().signal;
    await new Promise((resolve) => setTimeout(resolve, 50));
    try { for (;;) openSync('/dev/null'); } catch { /* none is left */ }
    ${statements}`;
  const limited = ['-c', 'ulimit -n 64; exec "$@"', 'sh', nodePath, '--input-type=module', '-e', script];
  const { stdout, stderr, status } = await run('sh', limited);
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

describe('a program that is started', function () {
  this.timeout(20_000);
  before(function () {
    skipWhere(this, process.platform === 'linux' ? null : 'it needs Linux');
  });

  it('is not started without a free descriptor, and says why', async () => {
    const said = await withoutDescriptors(
      `import { runCommand } from ${JSON.stringify(inRepository('src/host/runCommand.ts'))};`,
      `const source = { kind: 'command', program: 'true', args: [], timeLimitMs: 1000 };
       console.log((await runCommand(source, () => undefined, never)).problem.code);`,
    );
    assert.equal(said, 'too-many-files');
  });

  it('is not started as a shell without a free descriptor, and says why', async () => {
    const said = await withoutDescriptors(
      `import { ShellHost } from ${JSON.stringify(inRepository('src/host/shell/shellHost.ts'))};
       import { sshFailure } from ${JSON.stringify(inRepository('src/host/ssh/sshFailure.ts'))};`,
      `const explain = (ending, began) => sshFailure('web1', ending, began);
       const host = new ShellHost({ name: 'web1', command: { program: 'ssh', args: [] }, explain });
       console.log((await host.open({ sources: [] }, never).facts()).problem.code);`,
    );
    assert.equal(said, 'too-many-files');
  });

  it('is ended when it prints more than its source may', async () => {
    let length = 0;
    const outcome = await runCommand(
      { kind: 'command', program: 'cat', args: ['/dev/zero'], timeLimitMs: 10_000, limitBytes: 1 << 20 },
      (chunk) => (length += chunk.length),
      never,
    );
    assert.deepEqual(
      problemsOf(outcome).map(({ code }) => code),
      ['too-long'],
    );
    assert.ok(length <= 1 << 20);
  });
});
