import { bootKernel, bootUnavailable } from '../../scripts/kernels/bootKernel.ts';
import type { DebianRelease } from '../../scripts/kernels/debianReleases.ts';
import { kernelImage, type KernelImage } from '../../scripts/kernels/kernelImage.ts';
import type { Results } from '../../scripts/lib/results.ts';
import { nodePath, repository } from './paths.ts';
import { skipWhere } from './skipWhere.ts';

/** Loaded as on a host with a firewall: with them their parameters exist. */
const modules = 'nf_conntrack ip_vs';

const minute = 60_000;

/** The kernel of a release. Skips the test if no kernel can be booted, or if this one is missing and may be. */
export async function kernelOrSkip(context: Mocha.Context, release: DebianRelease): Promise<KernelImage> {
  skipWhere(context, bootUnavailable());
  try {
    return await kernelImage(release);
  } catch (error) {
    if (release.mayBeMissing !== undefined) skipWhere(context, `${release.mayBeMissing}: ${String(error)}`);
    throw error;
  }
}

/**
 * Boots a kernel and runs test files in it, with this checkout and this Node.js. The processor is emulated, so tests have no
 * limits of their own.
 * @param files relative to the checkout; `grep` chooses among their tests, as mocha's option does.
 */
export async function testInKernel(
  image: KernelImage,
  files: readonly string[],
  grep = '',
): Promise<Results> {
  const command = [
    `cd '${repository}'`,
    `for module in ${modules}; do modprobe $module; done`,
    `export TEST_OWNS_KERNEL=1 MOCHA_GREP='${grep}'`,
    `'${nodePath}' test/support/mochaProcess.ts "$GUEST_FOLDER/results.json" 0 ${files.join(' ')}`,
  ].join('\n');
  return bootKernel(image, command, 25 * minute, async ({ file, output, console }) => {
    const results = await file('results.json');
    if (results === undefined)
      throw new Error(`Linux ${image.version} left no results.\n${output}\n${console}`);
    return JSON.parse(results) as Results;
  });
}
