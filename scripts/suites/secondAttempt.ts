import type { Failure, Results } from '../lib/results.ts';

/** More files than this do not fail because a browser on a busy machine was slow. */
const mostFiles = 3;

/** The test files that failed, if they are few; none where something other than a test failed. */
export function worthSecond({ failed }: Results): readonly string[] {
  const files = new Set<string>();
  for (const { file } of failed) {
    if (file === undefined) return [];
    files.add(file);
  }
  return files.size <= mostFiles ? [...files] : [];
}

/**
 * What holds after the files that failed were run alone. A file whose tests that failed all passed then was unsteady, and is
 * told as such; for a hook, all tests of the file have to pass.
 */
export function judgeSecond(first: Results, second: Results): Results {
  const passedThen = new Set(second.passed);
  const isSteadyNow = ({ title, file }: Failure): boolean =>
    !second.failed.some((failure) => failure.file === undefined || failure.file === file) &&
    (passedThen.has(title) || (isHook(title) && second.skipped.length === 0 && passedThen.size > 0));
  const unsteady = first.failed.filter(isSteadyNow);
  const files = new Set(second.failed.map(({ file }) => file));
  const passedFirst = new Set(first.passed);
  const skippedFirst = new Set(first.skipped.map(({ title }) => title));
  return {
    passed: [...first.passed, ...second.passed.filter((title) => !passedFirst.has(title))],
    failed: [
      ...first.failed.filter((failure) => !unsteady.includes(failure) && !files.has(failure.file)),
      ...second.failed,
    ],
    skipped: [...first.skipped, ...second.skipped.filter(({ title }) => !skippedFirst.has(title))],
    unsteady,
  };
}

/** As mocha names them. */
function isHook(title: string): boolean {
  return /"(?:before|after)(?: all| each)" hook/.test(title);
}
