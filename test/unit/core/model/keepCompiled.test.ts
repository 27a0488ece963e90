import assert from 'node:assert/strict';
import { join } from 'node:path';
import { nodePath, repository } from '../../../support/paths.ts';
import { run } from '../../../support/run.ts';

describe('keepCompiled', function () {
  this.timeout(60_000);

  it('lets V8 keep what parsers and aggregation compiled when all garbage is collected between inspections', async () => {
    const flags = ['--expose-gc', '--trace-opt', '--trace-deopt', '--no-concurrent-recompilation'];
    const script = join(repository, 'test/support/inspectAgain.ts');
    const { status, stdout } = await run(nodePath, [...flags, script, '6'], { timeoutMs: 60_000 });
    assert.equal(status, 0);
    for (const name of ['#row', '#message', '#line'])
      assert.match(stdout, new RegExp(`completed (compiling|optimizing) .*JSFunction ${name} `), name);
    // Only classes of our own have private methods: what strips the types of this script has none.
    const thrownAway = stdout
      .split('\n')
      .filter((line) => /SharedFunctionInfo #.*reason: (embedded )?weak objects/.test(line));
    assert.deepEqual(thrownAway, []);
  });
});
