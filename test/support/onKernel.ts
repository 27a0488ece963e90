import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { releaseWithKernel } from '../../scripts/kernels/debianReleases.ts';
import { duration } from '../../scripts/lib/progress.ts';
import { type FileInKernel, kernelOrSkip, testInKernel, type RunInKernel } from './inKernel.ts';
import { repository } from './paths.ts';

const integration = 'test/integration';

function within(folder: string): readonly string[] {
  return readdirSync(join(repository, folder))
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => `${folder}/${file}`);
}

/** The same tests that run on this machine's kernel; last those that change what the whole kernel shares. */
const files: readonly string[] = [
  `${integration}/collectors.test.ts`,
  `${integration}/timeWaitRate.test.ts`,

  `${integration}/closing.test.ts`,
  `${integration}/port.test.ts`,
  ...within(`${integration}/scenarios`),
  ...['kinds', 'noLocalPort', 'exact', 'findings', 'inspecting', 'sshWatch', 'missingModule', 'clock'].map(
    (name) => `${integration}/watch/${name}.test.ts`,
  ),
  `${integration}/knowledge/catalogue.test.ts`,
];

/** A booted kernel has root, sshd and all else that a machine may lack: a test is skipped for the kernel's sake only. */
const goodReason = /Linux \d+\.\d+/;

/** Of all files, as mocha chooses tests: what nobody asks for need not run. */
const wanted = new RegExp(process.env['MOCHA_GREP'] ?? '');

/** Shown at once: mocha has its say when all files of a kernel have ended, which takes an hour and more. */
function tell(kernel: string, { file, results: { passed, failed, skipped }, ms }: FileInKernel): void {
  const counts = `${String(passed.length)} passed, ${String(failed.length)} failed, ${String(skipped.length)} skipped`;
  console.log(`  ${kernel} ${file}: ${counts}, ${duration(ms)}`);
  for (const { title } of failed) console.log(`    failed: ${title}`);
  for (const { title, reason } of skipped) console.log(`    skipped: ${title}: ${reason}`);
}

/** One boot of a kernel runs all files; the result of each is a test of its own. */
export function describeOnKernel(kernel: string): void {
  const suite = `on Linux ${kernel}`;

  describe(suite, function () {
    this.timeout(200 * 60_000);
    let run: RunInKernel;

    before(async function () {
      const image = await kernelOrSkip(this, releaseWithKernel(kernel));
      run = await testInKernel(
        image,
        files.filter((file) => wanted.test(`${suite} ${file}`)),
        {
          ended: (ran) => {
            tell(kernel, ran);
          },
        },
      );
      console.log(`Linux ${image.version} on ${run.processor}`);
    });

    for (const file of files)
      it(file, () => {
        const ran = run.files.get(file);
        assert.ok(ran);
        const { passed, failed, skipped } = ran.results;
        assert.deepEqual(failed, []);
        const unfounded = skipped.filter(({ reason }) => !goodReason.test(reason));
        assert.deepEqual(unfounded, [], 'only what the kernel lacks is skipped');
        assert.ok(passed.length > 0);
      });
  });
}
