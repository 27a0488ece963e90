// npm test: every check and every suite, or those that are named.
//   node scripts/test.ts [--vscode oldest] [unit|gates|node20|integration|extension|workbench|oldest|oldest-extension|kernels ...]
// The last line is a plain `N passed, N failed, N skipped` for all together.
import { parseArgs } from 'node:util';
import { buildBundles } from './lib/build.ts';
import { endOnSignals } from './lib/children.ts';
import { duration, step } from './lib/progress.ts';
import { failure, type Results } from './lib/results.ts';
import { setup } from './lib/setup.ts';
import { skipsAsFailures } from './lib/skips.ts';
import { packVsix } from './package/pack.ts';
import { suites } from './suites/all.ts';
import type { Suite } from './suites/suite.ts';
import { chosenEdition, editionVariable } from './workbench/editions.ts';

const { values, positionals: names } = parseArgs({
  options: { vscode: { type: 'string', default: 'newest' } },
  allowPositionals: true,
});
process.env[editionVariable] = values.vscode;
chosenEdition();
const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `No such suite: ${unknown.join(', ')}. There are: ${suites.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const chosen = suites.filter(({ name, onDemand }) =>
  names.length === 0 ? onDemand !== true : names.includes(name),
);

interface Done {
  readonly suite: string;
  readonly results: Results;
  readonly ms: number;
}

async function timed(suite: string, run: () => Promise<Results>): Promise<Done> {
  const start = performance.now();
  const results = await run().catch((error: unknown) => failure('the whole suite', error));
  return { suite, results: await skipsAsFailures(suite, results), ms: performance.now() - start };
}

function runSuite(suite: Suite, isBuilt: boolean): Promise<Done> {
  console.log(`\n── ${suite.name} ──`);
  const run = suite.needsBuild && !isBuilt ? () => Promise.reject(new Error('there is no build')) : suite.run;
  return timed(suite.name, run);
}

function summarise(done: readonly Done[]): void {
  console.log('');
  for (const { suite, results } of done) {
    for (const { title, message } of results.failed) console.log(`✘ ${suite}: ${title}\n${message}\n`);
    for (const { title, message } of results.unsteady ?? [])
      console.log(`≈ ${suite}: ${title}: failed beside other tests, passed alone\n${message}\n`);
    for (const { title, reason } of results.skipped) console.log(`– ${suite}: ${title}: skipped, ${reason}`);
  }
  for (const { suite, results, ms } of done) {
    const { passed, failed, skipped, unsteady = [] } = results;
    const counts =
      `${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped` +
      (unsteady.length > 0 ? `, ${unsteady.length} unsteady` : '');
    console.log(`${suite.padEnd(12)} ${duration(ms).padStart(12)}   ${counts}`);
  }
}

/** What the other suites run. Counts as two tests, so that a failed build is reported once and by its name. */
async function build(): Promise<Results> {
  await setup('test');
  const passed: string[] = [];
  for (const [title, work] of [
    ['Building the bundles', buildBundles],
    ['Packing the VSIX', () => packVsix()],
  ] as const) {
    try {
      await step(title, work);
      passed.push(title);
    } catch (error) {
      return { ...failure(title, error), passed };
    }
  }
  return { passed, failed: [], skipped: [] };
}

endOnSignals();
const done: Done[] = [];
if (chosen.some(({ needsBuild, name }) => needsBuild || name === 'gates'))
  done.push(await timed('build', build));
const isBuilt = done.every(({ results }) => results.failed.length === 0);
for (const suite of chosen) done.push(await runSuite(suite, isBuilt));
summarise(done);
const total = (kind: 'passed' | 'failed' | 'skipped'): number =>
  done.reduce((sum, { results }) => sum + results[kind].length, 0);
process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0;
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
