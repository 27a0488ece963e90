import { bootKernel, bootUnavailable, type GuestRun } from '../../scripts/kernels/bootKernel.ts';
import type { DebianRelease } from '../../scripts/kernels/debianReleases.ts';
import { kernelImage, type KernelImage } from '../../scripts/kernels/kernelImage.ts';
import { failure, type Results } from '../../scripts/lib/results.ts';
import { nodePath, repository } from './paths.ts';
import { skipWhere } from './skipWhere.ts';

/** Loaded as on a host with a firewall: with them their parameters exist. */
const modules = 'nf_conntrack ip_vs';

const minute = 60_000;
/** What a file may take, by the clock of the kernel, before the next one has its turn. */
const limitOfFile = '15m';
/** What all files together may take of this machine's time. */
const limitOfKernel = 180 * minute;
/** So many times the limit that a test has on a real processor, by the clock of the kernel. */
const patience = 2;

/** What became of a test file in a booted kernel. */
export interface FileInKernel {
  readonly file: string;
  readonly results: Results;
  /** Of this machine; the clock of an emulated processor is slower. Zero if the file did not come to its end. */
  readonly ms: number;
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
 * Boots a kernel and runs test files in it, with this checkout and this Node.js, each in a process of its own. A file without
 * results is a failure, and the others are run all the same.
 * @param files relative to the checkout; `grep` chooses among their tests, as mocha's option does.
 * @param ended is told of each file when it has ended, while the others are still to come
 */
export async function testInKernel(
  image: KernelImage,
  files: readonly string[],
  { grep = '', ended }: { readonly grep?: string; readonly ended?: (ran: FileInKernel) => void } = {},
): Promise<RunInKernel> {
  const spent = new Map<string, number>();
  let start = performance.now();
  const command = [
    `cd '${repository}'`,
    `for module in ${modules}; do modprobe $module; done`,
    // Stripping types and compiling costs an emulated processor more than most tests: only the first process does it.
    `export TEST_OWNS_KERNEL=1 MOCHA_GREP='${grep}' TEST_PATIENCE=${String(patience)} NODE_COMPILE_CACHE="$TMPDIR/compile-cache"`,
    ...files.flatMap((file) => {
      const left = `"$GUEST_FOLDER"/${nameOf(file)}`;
      return [
        `timeout ${limitOfFile} '${nodePath}' test/support/mochaProcess.ts ${left}.json 60000 ${file} > ${left}.log 2>&1`,
        `: > ${left}${over}`,
      ];
    }),
  ].join('\n');
  const use = async (run: GuestRun): Promise<RunInKernel> => {
    if (run.processor === undefined)
      throw new Error(`Linux ${image.version} does not come up.\n${run.console}`);
    const left = await Promise.all(
      files.map(async (file) => ({ file, results: await resultsOf(file, run), ms: spent.get(file) ?? 0 })),
    );
    return { processor: run.processor, files: new Map(left.map((ran) => [ran.file, ran])) };
  };
  return bootKernel(image, command, limitOfKernel, use, (name, read) => {
    const file = files.find((one) => name === `${nameOf(one)}${over}`);
    if (file === undefined || spent.has(file)) return;
    const ms = performance.now() - start;
    spent.set(file, ms);
    start += ms;
    void resultsOf(file, { file: read }).then((results) => ended?.({ file, results, ms }));
  });
}

/** An empty file of this name says that a test file has ended. */
const over = '.over';

/** All is left in one folder. */
function nameOf(file: string): string {
  return file.replaceAll('/', '+');
}

async function resultsOf(
  test: string,
  { file, output = '', console = '' }: Pick<GuestRun, 'file'> & Partial<GuestRun>,
): Promise<Results> {
  const [results, log = ''] = await Promise.all(
    ['json', 'log'].map((extension) => file(`${nameOf(test)}.${extension}`)),
  );
  return results === undefined
    ? failure(test, `It left no results.\n${log}\n${output}\n${console}`)
    : (JSON.parse(results) as Results);
}
