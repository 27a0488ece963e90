import { bootKernel, bootUnavailable, type GuestRun } from '../../scripts/kernels/bootKernel.ts';
import type { DebianRelease } from '../../scripts/kernels/debianReleases.ts';
import { kernelImage, type KernelImage } from '../../scripts/kernels/kernelImage.ts';
import { failure, type Results } from '../../scripts/lib/results.ts';
import { nodePath, repository } from './paths.ts';
import { skipWhere } from './skipWhere.ts';

/** Loaded as on a host with a firewall: with them their parameters exist. */
const modules = 'nf_conntrack ip_vs';

const minute = 60_000;
/** What a file may take on an emulated processor before the next one has its turn. */
const limitOfFile = '15m';
/** So many times the limit that a test has on a real processor. */
const patience = 6;

/** What became of a test file in a booted kernel. */
interface FileInKernel {
  readonly results: Results;
  readonly seconds: number;
}

export interface RunInKernel {
  /** As the guest names it; an emulated one says that it is QEMU's. */
  readonly processor: string;
  readonly files: ReadonlyMap<string, FileInKernel>;
}

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
 * Boots a kernel and runs test files in it, with this checkout and this Node.js, each in a process of its own. The processor
 * may be emulated, so tests have more time than elsewhere. A file without results is a failure, and the others are run all
 * the same.
 * @param files relative to the checkout; `grep` chooses among their tests, as mocha's option does.
 */
export async function testInKernel(
  image: KernelImage,
  files: readonly string[],
  grep = '',
): Promise<RunInKernel> {
  const command = [
    `cd '${repository}'`,
    `for module in ${modules}; do modprobe $module; done`,
    // Stripping types and compiling costs an emulated processor more than most tests: only the first process does it.
    `export TEST_OWNS_KERNEL=1 MOCHA_GREP='${grep}' TEST_PATIENCE=${String(patience)} NODE_COMPILE_CACHE="$TMPDIR/compile-cache"`,
    'seconds() { cut -d. -f1 /proc/uptime; }',
    ...files.flatMap((file) => {
      const left = `"$GUEST_FOLDER"/${nameOf(file)}`;
      return [
        'start=$(seconds)',
        `timeout ${limitOfFile} '${nodePath}' test/support/mochaProcess.ts ${left}.json 60000 ${file} > ${left}.log 2>&1`,
        `echo $(($(seconds) - start)) > ${left}.seconds`,
      ];
    }),
  ].join('\n');
  return bootKernel(image, command, 90 * minute, async (run) => {
    if (run.processor === undefined)
      throw new Error(`Linux ${image.version} does not come up.\n${run.console}`);
    const left = await Promise.all(files.map(async (file) => [file, await leftBy(file, run)] as const));
    return { processor: run.processor, files: new Map(left) };
  });
}

/** All is left in one folder. */
function nameOf(file: string): string {
  return file.replaceAll('/', '+');
}

async function leftBy(test: string, { file, output, console }: GuestRun): Promise<FileInKernel> {
  const [results, log = '', seconds = '0'] = await Promise.all(
    ['json', 'log', 'seconds'].map((extension) => file(`${nameOf(test)}.${extension}`)),
  );
  return {
    results:
      results === undefined
        ? failure(test, `It left no results.\n${log}\n${output}\n${console}`)
        : (JSON.parse(results) as Results),
    seconds: Number(seconds),
  };
}
