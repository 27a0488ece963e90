import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRepository } from '../../../scripts/lib/paths.ts';
import { waitFor } from '../../support/waitFor.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const script = `
  import { endOnSignals, startGroup } from ${JSON.stringify(inRepository('scripts/lib/children.ts'))};
  endOnSignals();
  const child = startGroup('sh', ['-c', 'trap "" TERM; echo ready; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', () => console.log(child.pid));
  setInterval(() => undefined, 1000);
`;

/** Whether it still runs: one that waits for its parent to ask for its status does not. */
function runs(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  try {
    return !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}

describe('children of the scripts', function () {
  this.timeout(15_000);
  before(function () {
    skipWhere(this, process.platform === 'linux' ? null : 'it needs Linux');
  });

  for (const signals of [1, 3])
    it(`leaves no child behind after ${signals} of SIGTERM, not even one that ignores it`, async () => {
      const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
      const child = Number(line);
      assert.ok(runs(child));
      const ended = once(parent, 'exit');
      for (let sent = 0; sent < signals; sent++) {
        parent.kill('SIGTERM');
        await sleep(100);
      }
      assert.deepEqual(await ended, [143, null]);
      await waitFor(
        'the end of the child',
        () => runs(child),
        (isRunning) => !isRunning,
      );
    });
});
