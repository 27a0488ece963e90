import assert from 'node:assert/strict';
import { debianReleases } from '../../scripts/kernels/debianReleases.ts';
import { kernelOrSkip, testInKernel } from '../support/inKernel.ts';

/** The same tests that run on this machine's kernel, a boot for each line. */
const parts: Readonly<Record<string, readonly string[]>> = {
  'collectors and the rate': ['test/integration/collectors.test.ts', 'test/integration/timeWaitRate.test.ts'],
  'verdict scenarios': ['test/integration/scenarios'],
  'kinds of connections that end': [
    'test/integration/watch/kinds.test.ts',
    'test/integration/watch/noLocalPort.test.ts',
    'test/integration/watch/exact.test.ts',
  ],
  "the catalogue's names, defaults and ranges": ['test/integration/knowledge/catalogue.test.ts'],
};

describe('on other kernels', function () {
  this.timeout(30 * 60_000);

  for (const release of debianReleases)
    for (const [what, files] of Object.entries(parts))
      it(`Linux ${release.kernel}: ${what}`, async function () {
        const image = await kernelOrSkip(this, release);
        const { passed, failed, skipped } = await testInKernel(image, files);
        for (const { title, reason } of skipped) console.log(`      skipped: ${title}: ${reason}`);
        assert.deepEqual(failed, []);
        assert.ok(passed.length > 0);
        console.log(`      ${String(passed.length)} tests passed on ${image.version}`);
      });
});
