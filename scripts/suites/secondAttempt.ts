import type { Results } from '../lib/results.ts';

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

/** What holds after the files that failed were run alone: a file without a failure then was unsteady, and is told as such. */
export function judgeSecond(first: Results, second: Results): Results {
  // The second run as a whole can fail, too.
  if (second.failed.some(({ file }) => file === undefined))
    return { ...first, failed: [...first.failed, ...second.failed] };
  const stillFailing = new Set(second.failed.map(({ file }) => file));
  const passedFirst = new Set(first.passed);
  const skippedFirst = new Set(first.skipped.map(({ title }) => title));
  return {
    passed: [...first.passed, ...second.passed.filter((title) => !passedFirst.has(title))],
    failed: second.failed,
    skipped: [...first.skipped, ...second.skipped.filter(({ title }) => !skippedFirst.has(title))],
    unsteady: first.failed.filter(({ file }) => !stillFailing.has(file)),
  };
}
