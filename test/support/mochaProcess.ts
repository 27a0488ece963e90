// Runs one suite in a process of its own:  node mochaProcess.ts RESULTS.json TIMEOUT-MS FOLDER-OR-FILE...
// TIMEOUT-MS 0 lifts also the limits that tests set themselves, for machines that are slow; MOCHA_GREP chooses tests by title.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import { endOnSignals } from '../../scripts/lib/children.ts';
import { failure, writeResults } from '../../scripts/lib/results.ts';
import { record } from './record.ts';

const [resultsPath = '', timeout = '5000', ...places] = process.argv.slice(2);
endOnSignals();

async function testFiles(place: string): Promise<readonly string[]> {
  if (place.endsWith('.test.ts')) return [place];
  const files = await readdir(place, { recursive: true });
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(place, file));
}

function liftLimits(suite: Mocha.Suite): void {
  suite.timeout(0);
  const { tests, suites } = suite;
  // Hooks have no public list.
  const { _beforeAll, _beforeEach, _afterEach, _afterAll } = suite as unknown as Readonly<
    Record<string, Mocha.Hook[]>
  >;
  for (const hooks of [_beforeAll, _beforeEach, _afterEach, _afterAll])
    for (const hook of hooks ?? []) hook.timeout(0);
  for (const test of tests) test.timeout(0);
  for (const child of suites) liftLimits(child);
}

/** A suite that leaves a timer, a socket or a process behind is not done. */
function endsByItself(): void {
  setTimeout(() => {
    console.error(`Still there after the last test: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, 10_000).unref();
}

try {
  const grep = process.env['MOCHA_GREP'] ?? '';
  const mocha = new Mocha({
    forbidOnly: true,
    timeout: Number(timeout),
    color: process.stdout.isTTY,
    ...(grep !== '' && { grep }),
  });
  const files = (await Promise.all(places.map(testFiles))).flat();
  if (files.length === 0) throw new Error(`no *.test.ts in ${places.join(', ')}`);
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  if (timeout === '0') liftLimits(mocha.suite);
  const recorded = await new Promise<ReturnType<typeof record>>((resolve) => {
    const runner = mocha.run(() => {
      resolve(results);
    });
    const results = record(runner);
  });
  await writeResults(resultsPath, recorded());
  process.exitCode = recorded().failed.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error);
  await writeResults(resultsPath, failure('loading the suite', error));
  process.exitCode = 1;
}
endsByItself();
