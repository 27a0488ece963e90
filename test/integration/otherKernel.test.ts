import assert from 'node:assert/strict';
import { releaseWithKernel } from '../../scripts/kernels/debianReleases.ts';
import { joinResults } from '../../scripts/lib/results.ts';
import { kernelOrSkip, testInKernel } from '../support/inKernel.ts';

/** One kernel and a few tests of what `npm run test:kernels` runs on all. */
describe('on Linux 6.1', function () {
  this.timeout(10 * 60_000);

  it('collectors agree, an exhausted range is an error exactly where connect() fails, and exact mode names processes', async function () {
    const image = await kernelOrSkip(this, releaseWithKernel('6.1'));
    const { files } = await testInKernel(
      image,
      [
        'test/integration/collectors.test.ts',
        'test/integration/scenarios/exhaustion.test.ts',
        'test/integration/watch/exact.test.ts',
      ],
      {
        grep: 'collectors|tcp_tw_reuse 0 and tcp_timestamps 1|tcp_tw_reuse 1 and tcp_timestamps 1|exact mode names who connected and who closed first over IPv4',
      },
    );
    const { passed, failed } = joinResults([...files.values()].map(({ results }) => results));
    assert.deepEqual(failed, []);
    assert.ok(passed.length >= 8, passed.join('\n'));
  });
});
