import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endingWithUs } from '../../../src/host/endingWithUs.ts';

describe('a program that ends with this process', () => {
  for (const program of ['no-such-program', join(tmpdir(), 'no-such-program'), tmpdir()])
    it(`is called as it is if it cannot be started, so that the failure is its own: ${program}`, async () => {
      const command = { program, args: ['sh'] };
      assert.deepEqual(await endingWithUs(command), command);
    });

  it('is called with its path', async () => {
    const { program, args } = await endingWithUs({ program: 'sh', args: ['-c', 'true'] });
    // BusyBox has no setpriv that could do it.
    if (program === 'setpriv') assert.match(args.join(' '), /^--pdeathsig KILL -- \/\S*sh -c true$/);
    else assert.deepEqual([program, args], ['sh', ['-c', 'true']]);
  });
});
