// npm test: every check and every suite, or those that are named.
//   node scripts/test.ts [unit|gates|node20|integration|extension|workbench ...]
// The last line is a plain `N passed, N failed, N skipped` for all together.
import { buildBundles, packVsix } from './lib/build.ts';
import { endOnSignals } from './lib/children.ts';
import { duration, step } from './lib/progress.ts';
import { failure, type Results } from './lib/results.ts';
import { setup } from './lib/setup.ts';
import { skipsAsFailures } from './lib/skips.ts';
import { suites } from './suites/all.ts';
import type { Suite } from './suites/suite.ts';

const names = process.argv.slice(2).filter((name) => name !== '--');
const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `No such suite: ${unknown.join(', ')}. There are: ${suites.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const chosen = suites.filter(({ name }) => names.length === 0 || names.includes(name));

interface Done {
  readonly suite: string;
  readonly results: Results;
  readonly ms: number;
}

async function runSuite(suite: Suite, buildError: Error | undefined): Promise<Done> {
  console.log(`\n── ${suite.name} ──`);
  const start = performance.now();
  const results =
    suite.needsBuild && buildError
      ? failure('the whole suite', buildError)
      : await suite.run().catch((error: unknown) => failure('the whole suite', error));
  return {
    suite: suite.name,
    results: await skipsAsFailures(suite.name, results),
    ms: performance.now() - start,
  };
}

function summarise(done: readonly Done[]): void {
  console.log('');
  for (const { suite, results } of done) {
    for (const { title, message } of results.failed) console.log(`✘ ${suite}: ${title}\n${message}\n`);
    for (const { title, reason } of results.skipped) console.log(`– ${suite}: ${title}: skipped, ${reason}`);
  }
  for (const { suite, results, ms } of done) {
    const { passed, failed, skipped } = results;
    const counts = `${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`;
    console.log(`${suite.padEnd(12)} ${duration(ms).padStart(12)}   ${counts}`);
  }
}

async function prepare(): Promise<Error | undefined> {
  if (!chosen.some(({ needsBuild }) => needsBuild)) return undefined;
  await setup('test');
  try {
    await step('Building the bundles', buildBundles);
    await step('Packing the VSIX', packVsix);
    return undefined;
  } catch (error) {
    console.error(error);
    return error instanceof Error ? error : new Error(String(error));
  }
}

endOnSignals();
const buildError = await prepare();
const done: Done[] = [];
for (const suite of chosen) done.push(await runSuite(suite, buildError));
summarise(done);
const total = (kind: keyof Results): number =>
  done.reduce((sum, { results }) => sum + results[kind].length, 0);
process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0;
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
